// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

enum ClientSecretStore {
    static func insert(
        _ secret: ClientSecret, digest: [UInt8], of account: ServiceAccountID, in organisation: OrganisationID,
        _ tx: Transaction
    ) async throws {
        try await tx.execute(
            """
            insert into client_secret
                (organisation_id, service_account_id, client_secret_id, digest, issued_at, expires_at)
            values (
                \(organisation), \(account), \(secret.clientSecret), \(digest), \(secret.issuedAt),
                \(secret.expiresAt))
            """)
    }

    /// Those that hold now, the oldest first.
    static func live(
        of accounts: [ServiceAccountID], in organisation: OrganisationID, at now: Instant,
        _ executor: any PostgresExecutor
    ) async throws -> [ServiceAccountID: [ClientSecret]] {
        let rows = try await executor.rows(
            """
            select service_account_id, client_secret_id, issued_at, expires_at from client_secret
            where organisation_id = \(organisation) and service_account_id = any(\(accounts))
                and revoked_at is null and expires_at > \(now)
            order by client_secret_id
            """, as: (ServiceAccountID, ClientSecretID, Instant, Instant).self)
        return Dictionary(grouping: rows, by: \.0).mapValues { rows in
            rows.map { ClientSecret(clientSecret: $0.1, issuedAt: $0.2, expiresAt: $0.3) }
        }
    }

    /// The organisation of the account whose live secret has this digest.
    static func organisation(
        of account: ServiceAccountID, digest: [UInt8], at now: Instant, _ executor: any PostgresExecutor
    ) async throws -> OrganisationID? {
        try await executor.optionalRow(
            """
            select organisation_id from client_secret
            where digest = \(digest) and service_account_id = \(account) and revoked_at is null
                and expires_at > \(now)
            """, as: OrganisationID.self)
    }

    /// Whether there was such a live secret.
    static func revoke(
        _ secret: ClientSecretID, of account: ServiceAccountID, in organisation: OrganisationID, at now: Instant,
        _ tx: Transaction
    ) async throws -> Bool {
        let count = try await tx.execute(
            """
            update client_secret set revoked_at = \(now)
            where organisation_id = \(organisation) and service_account_id = \(account)
                and client_secret_id = \(secret) and revoked_at is null and expires_at > \(now)
            """)
        return count == 1
    }
}
