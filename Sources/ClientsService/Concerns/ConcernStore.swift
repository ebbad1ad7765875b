// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Concerns as they are now; the record is the fact of its version.
enum ConcernStore {
    static func concern(
        _ id: ConcernID, of sight: Sight, in database: some PostgresExecutor
    ) async throws -> Concern? {
        try await database.optionalRow(statement(id, of: sight), as: StoredFact<Concern>.self)?.record
    }

    static func statement(_ id: ConcernID, of sight: Sight) -> SQL {
        """
        select \(record) from clients.concern
        where concern.organisation_id = \(sight.organisation) and concern.concern_id = \(id)
            \(sight.sees("concern.client_id"))
        """
    }

    /// The latest `limit` versions, oldest first.
    static func versions(
        of id: ConcernID, in organisation: OrganisationID, limit: Int, from database: some PostgresExecutor
    ) async throws -> [Concern] {
        try await database.rows(
            """
            select record from clients.fact
            where organisation_id = \(organisation) and kind = 'concern' and record_id = \(id)
            order by version desc limit \(limit)
            """, as: StoredFact<Concern>.self
        ).reversed().map(\.record)
    }

    /// Those that keep the opportunity from being won: about it, or about the client as a whole. The gravest first,
    /// and `limit` at most. Within a write nothing changes them before the commit.
    static func blocking(
        _ opportunity: OpportunityID, of client: ClientID, in organisation: OrganisationID, limit: Int = 100,
        from database: some PostgresExecutor
    ) async throws -> [BlockingConcern] {
        try await database.rows(
            blockingStatement(opportunity, of: client, in: organisation, limit: limit), as: StoredFact<Concern>.self
        ).map { found in
            BlockingConcern(
                concern: found.record.id, kind: found.record.kind, severity: found.record.severity,
                subject: found.record.subject)
        }
    }

    static func blockingStatement(
        _ opportunity: OpportunityID, of client: ClientID, in organisation: OrganisationID, limit: Int
    ) -> SQL {
        """
        select \(record) from clients.concern
        where concern.organisation_id = \(organisation) and concern.client_id = \(client)
            and concern.due_at is not null and concern.is_blocking
            and (concern.opportunity_id = \(opportunity)
                or concern.opportunity_id is null and concern.contract_id is null)
        order by concern.severity_rank, concern.concern_id limit \(limit)
        """
    }

    static func statement(
        _ filter: ConcernFilter, of sight: Sight, after concern: ConcernID?, limit: Int64,
        at now: Instant
    ) -> SQL {
        """
        select \(record)
        from (
            select concern.organisation_id, concern.concern_id, concern.version from clients.concern
            where \(condition(filter, of: sight.organisation, at: now))\(sight.sees("concern.client_id"))
                and concern.concern_id > \(concern ?? ConcernID(UUIDValue(high: 0, low: 0)))
            order by concern.concern_id limit \(limit)
        ) as concern
        order by concern.concern_id
        """
    }

    /// Only what is asked for stands in the statement, so that each combination is planned by itself.
    private static func condition(_ filter: ConcernFilter, of organisation: OrganisationID, at now: Instant) -> SQL {
        var condition: SQL = "concern.organisation_id = \(organisation)"
        if let client = filter.client { condition += " and concern.client_id = \(client)" }
        if let opportunity = filter.opportunity { condition += " and concern.opportunity_id = \(opportunity)" }
        if let contract = filter.contract { condition += " and concern.contract_id = \(contract)" }
        if let user = filter.user { condition += " and concern.user_id = \(user)" }
        if let team = filter.team { condition += " and concern.team = \(team)" }
        if let kind = filter.kind { condition += " and concern.kind = \(kind)" }
        if let severity = filter.severity { condition += " and concern.severity = \(severity)" }
        if let isBlocking = filter.isBlocking { condition += " and concern.is_blocking = \(isBlocking)" }
        switch filter.isOpen {
        case true: condition += " and concern.due_at is not null"
        case false: condition += " and concern.due_at is null"
        default: break
        }
        switch filter.isOverdue {
        case true: condition += " and concern.due_at < \(now)"
        case false: condition += " and (concern.due_at is null or concern.due_at >= \(now))"
        default: break
        }
        switch filter.acknowledgedLate {
        case true: condition += " and concern.acknowledged_late"
        case false: condition += " and not concern.acknowledged_late"
        default: break
        }
        return condition
    }

    /// Of a `concern`.
    private static var record: SQL {
        """
        (
            select fact.record from clients.fact
            where fact.organisation_id = concern.organisation_id and fact.kind = 'concern'
                and fact.record_id = concern.concern_id and fact.version = concern.version
        )
        """
    }

    /// Puts the record in the place of the one before, if any, and publishes it. The last step of a write.
    static func save(_ concern: Concern, rank: Int?, in write: ClientWrite) async throws {
        _ = try await write.transaction.execute(
            """
            insert into clients.concern (
                organisation_id, concern_id, version, client_id, opportunity_id, contract_id, kind, severity,
                severity_rank, is_blocking, state, user_id, team, due_at, acknowledged_late, received_at, resolved_at)
            values (
                \(write.organisation), \(concern.id), \(concern.version), \(concern.client),
                \(concern.opportunity), \(concern.contract), \(concern.kind), \(concern.severity), \(rank ?? 0),
                \(concern.isBlocking), \(concern.state), \(concern.user), \(concern.team), \(concern.dueAt),
                \(concern.acknowledgedLate), \(concern.receivedAt), \(concern.resolvedAt))
            on conflict on constraint concern_id_is_unique do update set
                version = excluded.version, state = excluded.state, user_id = excluded.user_id, team = excluded.team,
                due_at = excluded.due_at, acknowledged_late = excluded.acknowledged_late,
                resolved_at = excluded.resolved_at
            """)
        try await write.publish([
            ClientFact(.concern, concern.id.uuid, concern.version, concern, about: [concern.client])
        ])
    }
}
