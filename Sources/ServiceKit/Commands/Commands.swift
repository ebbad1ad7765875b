// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
package import Postgres

/// Lets a command happen once. Key, digest and outcome are stored in the transaction of the effect, in the
/// `idempotency_key` table of the service's own schema, by organisation.
///
/// The key's row orders what happens: a concurrent repetition waits on it until the first has committed or rolled
/// back. A kill -9 in between leaves neither key nor effect.
package struct Commands: Sendable {
    let database: PostgresPool

    package init(database: PostgresPool) {
        self.database = database
    }

    /// Runs `effect` in a transaction, or answers the first outcome of the key.
    ///
    /// A domain error that the command declares undoes what `effect` did, and is stored as the outcome. Everything
    /// else undoes the key too, so that the command can be repeated. Throws `IdempotencyKeyReused` when the key
    /// stands for other params.
    package func once<C: Command>(
        _ command: C, by caller: Caller, _ effect: (Transaction) async throws -> C.Response
    ) async throws -> C.Response {
        let digest = try CommandDigest.of(command)
        return try await database.withTransaction { tx in
            if let outcome = try await claim(command, digest, caller, tx) {
                return try StoredOutcome.decode(outcome, of: C.self)
            }
            let ended: Result<C.Response, any Error> = try await run(C.self, effect, tx)
            let outcome =
                switch ended {
                case .success(let response): try StoredOutcome.encode(success: response)
                case .failure(let error as any DomainError): try StoredOutcome.encode(failure: error)
                case .failure(let error): throw error
                }
            _ = try await tx.commit(afterBatch: [
                """
                update idempotency_key set outcome = \(outcome)
                where organisation_id = \(caller.organisation) and key = \(command.idempotencyKey)
                """
            ])
            return try ended.get()
        }
    }

    /// Nil when the key is ours now; the first outcome otherwise.
    private func claim<C: Command>(
        _ command: C, _ digest: [UInt8], _ caller: Caller, _ tx: Transaction
    ) async throws -> [UInt8]? {
        let claim: SQL = """
            insert into idempotency_key (organisation_id, key, method, params_digest, created_at)
            values (\(caller.organisation), \(command.idempotencyKey), \(C.name), \(digest), now())
            on conflict do nothing
            """
        let first: SQL = """
            select params_digest, outcome from idempotency_key
            where organisation_id = \(caller.organisation) and key = \(command.idempotencyKey)
            """
        let (claimed, stored) = try await tx.pipeline(
            .execute(claim), .row(first, as: ([UInt8], [UInt8]?).self))
        if claimed == 1 { return nil }
        guard stored.0 == digest, let outcome = stored.1 else { throw IdempotencyKeyReused() }
        return outcome
    }

    /// A declared domain error is a value here, with its effects undone.
    private func run<C: Command>(
        _: C.Type, _ effect: (Transaction) async throws -> C.Response, _ tx: Transaction
    ) async throws -> Result<C.Response, any Error> {
        do {
            return .success(try await tx.savepoint { try await effect(tx) })
        } catch let error as any DomainError where C.allErrors.contains(where: { $0.code == type(of: error).code }) {
            return .failure(error)
        }
    }
}
