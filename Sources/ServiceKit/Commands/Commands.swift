// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
package import Postgres

/// Lets a command happen once for each key: key, digest of the params and outcome are stored with the effect.
///
/// The table is the service's own, `idempotency_key (organisation_id, key, method, params_digest, outcome,
/// created_at)` with the first two as primary key.
package struct Commands: Sendable {
    private let clock: Clock

    package init(clock: Clock) {
        self.clock = clock
    }

    var now: Instant { clock.now() }

    /// Runs `body` in a transaction, unless the key has an outcome already: then that one is answered or thrown.
    ///
    /// A domain error that the contract declares and `body` throws is an outcome: what `body` wrote is undone, the
    /// error is stored. Everything else that it throws undoes all, and the key stays free. A second call with the
    /// same key waits for the first. `body` may run more than once (see `withTransaction`), so it does nothing
    /// outside of its transaction. Throws `IdempotencyKeyReused` for a key of another command.
    package func once<C: Command>(
        _ command: C, by caller: Caller, scope: OrganisationID? = nil, in database: PostgresPool,
        isolation: Isolation = .readCommitted, _ body: (Transaction) async throws -> C.Response
    ) async throws -> C.Response {
        let digest = try CommandDigest(of: command)
        let organisation = scope ?? caller.organisation
        let ended: Result<C.Response, any Error> = try await database.withTransaction(isolation: isolation) { tx in
            let key = command.idempotencyKey
            guard try await claim(key, C.name, digest, of: organisation, in: tx) else {
                return .success(
                    try await stored(key, digest, of: organisation, in: tx).get(errors: C.allErrors))
            }
            let (ended, outcome) = try await carryOut(C.self, in: tx, body)
            _ = try await tx.commit(afterBatch: [
                """
                update idempotency_key set outcome = \(outcome.bytes)
                where organisation_id = \(organisation) and key = \(key)
                """
            ])
            return ended
        }
        return try ended.get()
    }

    /// The outcome as a value, so that the transaction commits after a domain error too.
    private func carryOut<C: Command>(
        _: C.Type, in tx: Transaction, _ body: (Transaction) async throws -> C.Response
    ) async throws -> (Result<C.Response, any Error>, CommandOutcome) {
        do {
            let response = try await tx.savepoint { try await body(tx) }
            return (.success(response), try CommandOutcome(result: response))
        } catch let error as any DomainError where C.errors.contains(where: { $0 == type(of: error) }) {
            return (.failure(error), try CommandOutcome(error: error))
        }
    }

    /// Whether the key was free. Waits while another transaction holds it.
    private func claim(
        _ key: IdempotencyKey, _ method: String, _ digest: CommandDigest, of organisation: OrganisationID,
        in tx: Transaction
    ) async throws -> Bool {
        let count = try await tx.execute(
            """
            insert into idempotency_key (organisation_id, key, method, params_digest, created_at)
            values (\(organisation), \(key), \(method), \(digest.bytes), \(clock.now()))
            on conflict (organisation_id, key) do nothing
            """)
        return count == 1
    }

    private func stored(
        _ key: IdempotencyKey, _ digest: CommandDigest, of organisation: OrganisationID, in tx: Transaction
    ) async throws -> CommandOutcome {
        let (known, outcome) = try await tx.row(
            """
            select params_digest, outcome from idempotency_key
            where organisation_id = \(organisation) and key = \(key)
            """, as: ([UInt8], [UInt8]).self)
        guard known == digest.bytes else { throw IdempotencyKeyReused() }
        return CommandOutcome(bytes: outcome)
    }
}
