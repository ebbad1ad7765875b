// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The secret is refused from now on; access tokens it was exchanged for hold until they expire.
public struct RevokeClientSecret: Command, Equatable {
    public typealias API = IdentityAPI
    public static let name = "identity.revokeClientSecret"
    public static let summary = "Revokes a client secret of a service account of the caller's organisation."
    public static let access = Access.permission(.manageServiceAccounts)
    public static let errors: [any DomainError.Type] = [ClientSecretNotFound.self]

    public let serviceAccount: ServiceAccountID
    public let clientSecret: ClientSecretID
    public let idempotencyKey: IdempotencyKey

    public init(serviceAccount: ServiceAccountID, clientSecret: ClientSecretID, idempotencyKey: IdempotencyKey) {
        self.serviceAccount = serviceAccount
        self.clientSecret = clientSecret
        self.idempotencyKey = idempotencyKey
    }

    public struct Response: Codable, Sendable, Equatable {
        public let revokedAt: Instant

        public init(revokedAt: Instant) {
            self.revokedAt = revokedAt
        }
    }
}
