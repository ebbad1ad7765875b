// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The refresh token belongs to no session that is still open.
public struct SessionEnded: DomainError {
    public static let code = 1002
    public static let reason = "identity.session_ended"

    public init() {}

    public var message: String { "The session has ended; log in again." }
}
