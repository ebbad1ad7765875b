// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The organisation has no such client, or the caller may not see it.
public struct ClientNotFound: DomainError {
    public static let code = 2001
    public static let reason = "clients.client_not_found"

    public init() {}

    public var message: String { "There is no such client." }
}
