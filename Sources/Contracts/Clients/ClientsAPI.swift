// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public enum ClientsAPI: ServiceAPI {
    public static let name = "clients"
    public static let summary = "The business relationships: clients, and what is known and agreed about them."
}
