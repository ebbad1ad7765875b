// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The client credentials of OAuth 2.0 as a JSON-RPC call. An unknown service account, a wrong secret and one that is
/// revoked or expired answer the same.
public struct IssueClientToken: RPCMethod, Equatable {
    public typealias API = IdentityAPI
    public static let name = "identity.issueClientToken"
    public static let summary = "Exchanges a service account's client secret for an access token."
    public static let access = Access.anyone
    public static let errors: [any DomainError.Type] = [ClientRefused.self]

    public let serviceAccount: ServiceAccountID
    public let secret: Secret

    public init(serviceAccount: ServiceAccountID, secret: Secret) {
        self.serviceAccount = serviceAccount
        self.secret = secret
    }

    public struct Response: Codable, Sendable, Equatable {
        public let accessToken: AccessToken
        public let expiresInSeconds: Seconds

        public init(accessToken: AccessToken, expiresInSeconds: Seconds) {
            self.accessToken = accessToken
            self.expiresInSeconds = expiresInSeconds
        }
    }
}
