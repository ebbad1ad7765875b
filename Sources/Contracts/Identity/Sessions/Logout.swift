// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Ends the session that a refresh token belongs to. Whoever holds the token may end it; a token that is unknown or
/// spent answers the same. Access tokens of the session hold until they expire.
public struct Logout: RPCMethod, Equatable {
    public typealias API = IdentityAPI
    public static let name = "identity.logout"
    public static let summary = "Ends the session that the refresh token belongs to."
    public static let access = Access.anyone

    public let refreshToken: RefreshToken

    public init(refreshToken: RefreshToken) {
        self.refreshToken = refreshToken
    }

    public struct Response: Codable, Sendable, Equatable {
        public init() {}
    }
}
