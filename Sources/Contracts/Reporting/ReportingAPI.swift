// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public enum ReportingAPI: ServiceAPI {
    public static let name = "reporting"
    public static let summary =
        "What managers read: figures by client, account and period, from the other services' feeds."
}
