// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A token of the calling service's own. It holds only on connections with the same service's certificate.
public struct IssueServiceToken: RPCMethod, Equatable {
    public typealias API = IdentityAPI
    public static let name = "identity.issueServiceToken"
    public static let summary = "Issues an access token to the service that the client certificate names."
    public static let access = Access.services(ServiceName.allCases)

    public init() {}

    public struct Response: Codable, Sendable, Equatable {
        public let token: AccessToken
        public let expiresInSeconds: Seconds

        public init(token: AccessToken, expiresInSeconds: Seconds) {
            self.token = token
            self.expiresInSeconds = expiresInSeconds
        }
    }
}
