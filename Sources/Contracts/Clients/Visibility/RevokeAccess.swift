// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// At once, whatever days the grant has. One that is revoked already stays as it is.
public struct RevokeAccess: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.revokeAccess"
    public static let summary = "Takes a grant of access to a client back."
    public static let access = Access.permission(.grantAccess)
    public static let errors: [any DomainError.Type] = [AccessGrantNotFound.self]

    public let idempotencyKey: IdempotencyKey
    public let grant: AccessGrantID

    public init(idempotencyKey: IdempotencyKey, grant: AccessGrantID) {
        self.idempotencyKey = idempotencyKey
        self.grant = grant
    }

    public struct Response: Codable, Sendable, Equatable {
        public let grant: AccessGrant

        public init(grant: AccessGrant) {
            self.grant = grant
        }
    }
}
