// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Deliberately the only answer to every login that fails.
public struct LoginRefused: DomainError {
    public static let code = 1001
    public static let reason = "identity.login_refused"

    public init() {}

    public var message: String {
        "The e-mail address or the password is wrong, or the organisation must be named."
    }
}
