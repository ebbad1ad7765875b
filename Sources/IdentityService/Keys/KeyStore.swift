// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

enum KeyStore {
    /// The order of age.
    static func all(in executor: any PostgresExecutor) async throws -> [StoredKey] {
        try await executor.rows(
            """
            select kid, public_key, private_key_sealed, state, created_at, activated_at, retired_at
            from signing_key order by created_at, kid
            """)
    }

    /// One replica at a time changes keys; the lock goes with the transaction.
    static func lock(in tx: Transaction) async throws {
        try await tx.execute("select pg_advisory_xact_lock(hashtextextended('kontor.identity.signing_key', 0))")
    }

    static func insert(_ key: StoredKey, in tx: Transaction) async throws {
        try await tx.execute(
            """
            insert into signing_key
                (kid, algorithm, public_key, private_key_sealed, state, created_at, activated_at, retired_at)
            values (
                \(key.kid), 'ES256', \(key.publicKey), \(key.sealedPrivateKey), \(key.times.state),
                \(key.times.createdAt), \(key.times.activatedAt), \(key.times.retiredAt))
            """)
    }

    /// The next key signs from now on, and the one that signed until now retires.
    static func activateNext(at now: Instant, in tx: Transaction) async throws {
        try await tx.execute(
            "update signing_key set state = 'retired', retired_at = \(now) where state = 'active'")
        try await tx.execute(
            "update signing_key set state = 'active', activated_at = \(now) where state = 'next'")
    }

    static func delete(_ kid: KeyName, in tx: Transaction) async throws {
        try await tx.execute("delete from signing_key where kid = \(kid)")
    }
}
