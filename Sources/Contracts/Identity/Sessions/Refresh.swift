// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Exchanges a refresh token for new tokens. The permissions in the access token are those of this moment.
///
/// When the answer is lost, the same token answers the same successor again for 30 seconds, as long as the successor
/// is unused. Any other use of a spent token ends the session: somebody else holds it.
public struct Refresh: RPCMethod, Equatable {
    public typealias API = IdentityAPI
    public static let name = "identity.refresh"
    public static let summary = "Exchanges a refresh token for a new access token and the next refresh token."
    public static let access = Access.anyone
    public static let errors: [any DomainError.Type] = [SessionEnded.self]

    public let refreshToken: RefreshToken

    public init(refreshToken: RefreshToken) {
        self.refreshToken = refreshToken
    }

    public typealias Response = SessionTokens
}
