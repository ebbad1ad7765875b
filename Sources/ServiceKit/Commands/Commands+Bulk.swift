// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
package import Postgres

/// A key of a bulk call's part, and what it is for.
package struct CommandPart: Sendable {
    package let key: IdempotencyKey
    package let digest: CommandDigest

    package init(key: IdempotencyKey, digest: CommandDigest) {
        self.key = key
        self.digest = digest
    }
}

extension Commands {
    /// What is known of the keys of a bulk call's parts.
    package enum Standing: Sendable, Equatable {
        /// Free until now, and this transaction's until it ends: store an outcome by `finish`.
        case claimed
        case done(CommandOutcome)
        /// Used for another command.
        case reused
    }

    /// Claims the free ones among the keys of a bulk call's parts, in two statements whatever their number. Waits for
    /// transactions that hold some of them; they are taken in their own order, so that two bulk calls never wait for
    /// each other crosswise. Each key may stand there once.
    package func claim(
        _ parts: [CommandPart], of method: String, by caller: Caller, scope: OrganisationID? = nil, in tx: Transaction
    ) async throws -> [IdempotencyKey: Standing] {
        let organisation = scope ?? caller.organisation
        let sorted = parts.sorted { $0.key.text < $1.key.text }
        let keys = sorted.map(\.key)
        let claimed = try await tx.rows(
            """
            insert into idempotency_key (organisation_id, key, method, params_digest, created_at)
            select \(organisation), key, \(method), digest, \(now)
            from unnest(\(keys), \(sorted.map(\.digest.bytes))) with ordinality as part (key, digest, number)
            order by number
            on conflict (organisation_id, key) do nothing
            returning key
            """, as: IdempotencyKey.self)
        var standings = Dictionary(uniqueKeysWithValues: claimed.map { ($0, Standing.claimed) })
        guard standings.count < keys.count else { return standings }
        let known = try await tx.rows(
            """
            select key, params_digest, outcome from idempotency_key
            where organisation_id = \(organisation) and key = any(\(keys)) and outcome is not null
            """, as: (IdempotencyKey, [UInt8], [UInt8]).self)
        let digests = Dictionary(sorted.map { ($0.key, $0.digest.bytes) }) { first, _ in first }
        for (key, digest, outcome) in known {
            standings[key] = digests[key] == digest ? .done(CommandOutcome(bytes: outcome)) : .reused
        }
        return standings
    }

    /// The statement that stores the outcomes of claimed keys; it goes with the commit.
    package func finish(
        _ outcomes: [(key: IdempotencyKey, outcome: CommandOutcome)], by caller: Caller, scope: OrganisationID? = nil
    ) -> SQL {
        """
        update idempotency_key set outcome = part.outcome
        from unnest(\(outcomes.map(\.key)), \(outcomes.map(\.outcome.bytes))) as part (key, outcome)
        where organisation_id = \(scope ?? caller.organisation) and idempotency_key.key = part.key
        """
    }
}
