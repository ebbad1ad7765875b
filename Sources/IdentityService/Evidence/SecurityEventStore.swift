// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

enum SecurityEventStore {
    /// The statement that appends an event to its organisation's chain. It locks the chain until the transaction
    /// ends, so it is a transaction's last statement.
    static func appending(_ event: SecurityEvent, at now: Instant) -> SQL {
        """
        with head as (
            update security_chain set
                position = position + 1,
                digest = security_event_digest(
                    digest, organisation_id, position + 1, \(now), \(event.kind.rawValue), \(event.actor),
                    \(event.subject), \(event.address), \(event.detail))
            where organisation_id = \(event.organisation)
            returning organisation_id, position, digest
        )
        insert into security_event
            (organisation_id, position, occurred_at, kind, actor, subject, address, detail, digest)
        select
            organisation_id, position, \(now), \(event.kind.rawValue), \(event.actor), \(event.subject),
            \(event.address), \(event.detail), digest
        from head
        """
    }

    /// Throws `PostgresError.rowCount` when the organisation has no chain: no event is ever lost silently.
    static func append(_ event: SecurityEvent, at now: Instant, in executor: any PostgresExecutor) async throws {
        let count = try await executor.execute(appending(event, at: now))
        guard count == 1 else { throw PostgresError.rowCount(count) }
    }

    static func open(chainOf organisation: OrganisationID, in tx: Transaction) async throws {
        try await tx.execute(
            """
            insert into security_chain (organisation_id, position, digest)
            values (\(organisation), 0, sha256(uuid_send(\(organisation))))
            """)
    }

    /// The first position of the chain whose digest does not follow from what stands before it; nil when all do and
    /// none is missing at the end.
    static func firstBrokenLink(
        of organisation: OrganisationID, in executor: any PostgresExecutor
    ) async throws -> Int64? {
        try await executor.row(
            """
            with event as (
                select
                    *, coalesce(
                        lag(digest) over (order by position), sha256(uuid_send(organisation_id))) as previous,
                    row_number() over (order by position) as number
                from security_event where organisation_id = \(organisation)
            ), broken as (
                select number from event
                where position <> number or digest <> security_event_digest(
                    previous, organisation_id, position, occurred_at, kind, actor, subject, address, detail)
                union all
                select position from security_chain
                where organisation_id = \(organisation) and position <> (select count(*) from event)
            )
            select min(number) from broken
            """, as: Int64?.self)
    }
}
