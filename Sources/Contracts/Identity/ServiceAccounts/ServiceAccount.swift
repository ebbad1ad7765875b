// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A program that calls on its own behalf, with client secrets instead of a password.
public struct ServiceAccount: Codable, Sendable, Equatable {
    public let serviceAccount: ServiceAccountID
    public let name: Text<1, 200>
    /// In alphabetical order.
    public let roles: [RoleName]
    /// Held besides those of its roles.
    public let permissions: [Permission]
    /// Those that still hold, the oldest first.
    public let secrets: [ClientSecret]
    public let createdAt: Instant
    public let version: Version

    public init(
        serviceAccount: ServiceAccountID, name: Text<1, 200>, roles: [RoleName], permissions: [Permission],
        secrets: [ClientSecret], createdAt: Instant, version: Version
    ) {
        self.serviceAccount = serviceAccount
        self.name = name
        self.roles = roles
        self.permissions = permissions
        self.secrets = secrets
        self.createdAt = createdAt
        self.version = version
    }
}

/// What is known of a client secret once it is issued.
public struct ClientSecret: Codable, Sendable, Equatable {
    public let clientSecret: ClientSecretID
    public let issuedAt: Instant
    public let expiresAt: Instant

    public init(clientSecret: ClientSecretID, issuedAt: Instant, expiresAt: Instant) {
        self.clientSecret = clientSecret
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
    }
}

public enum ClientSecretEntity: IdentifiedEntity { public static let term = "client secret" }
public typealias ClientSecretID = Identifier<ClientSecretEntity>
