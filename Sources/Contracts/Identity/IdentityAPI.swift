// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public enum IdentityAPI: ServiceAPI {
    public static let name = "identity"
    public static let summary = "Who is calling, in which organisation, and with which permissions."
}
