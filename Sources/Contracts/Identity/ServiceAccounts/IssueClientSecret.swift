// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The secret is shown this once. A service account has at most five that hold, so that each can be replaced while
/// the old one still works.
///
/// Whoever has the secret can act as the service account, so the caller must hold every permission that it holds.
public struct IssueClientSecret: RPCMethod, Equatable {
    public typealias API = IdentityAPI
    public static let name = "identity.issueClientSecret"
    public static let summary = "Issues a client secret to a service account and answers it this once."
    public static let access = Access.permission(.manageServiceAccounts)
    public static let errors: [any DomainError.Type] = [
        PermissionNotHeld.self, ServiceAccountNotFound.self, TooManyClientSecrets.self,
    ]

    public let serviceAccount: ServiceAccountID
    /// 1 to 730; a year when it is left out.
    public let validForDays: SecretLifetimeDays?

    public init(serviceAccount: ServiceAccountID, validForDays: SecretLifetimeDays? = nil) {
        self.serviceAccount = serviceAccount
        self.validForDays = validForDays
    }

    public struct Response: Codable, Sendable, Equatable {
        public let clientSecret: ClientSecretID
        public let secret: Secret
        public let expiresAt: Instant

        public init(clientSecret: ClientSecretID, secret: Secret, expiresAt: Instant) {
            self.clientSecret = clientSecret
            self.secret = secret
            self.expiresAt = expiresAt
        }
    }
}

/// How long a client secret holds, in days of 86,400 seconds.
public struct SecretLifetimeDays: WholeNumber {
    public static let range: ClosedRange<Int64> = 1...730
    public static let meaning = "How long a client secret holds, in days."
    public static let standard = SecretLifetimeDays(unchecked: 365)
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}
