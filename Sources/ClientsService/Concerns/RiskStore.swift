// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Risks as they are now; the record is the fact of its version.
enum RiskStore {
    /// An open risk as it was read. Throws `RiskNotFound`, `VersionConflict` and `RiskClosed`.
    static func openRisk(_ id: RiskID, ifVersion: Version?, in write: ClientWrite) async throws -> Risk {
        let found = try await write.transaction.optionalRow(
            """
            select \(record) from clients.risk
            where risk.organisation_id = \(write.organisation) and risk.risk_id = \(id)
                \(write.sight.sees("risk.client_id"))
            """, as: StoredFact<Risk>.self)
        guard let risk = found?.record else { throw RiskNotFound() }
        guard risk.version == ifVersion else { throw VersionConflict(currentVersion: risk.version) }
        guard risk.state == .open else { throw RiskClosed() }
        return risk
    }

    static func statement(
        _ filter: RiskFilter, of sight: Sight, after risk: RiskID?, limit: Int64
    ) -> SQL {
        var condition: SQL = "risk.organisation_id = \(sight.organisation)"
        if let client = filter.client { condition += " and risk.client_id = \(client)" }
        if let owner = filter.owner { condition += " and risk.owner_id = \(owner)" }
        if let level = filter.level { condition += " and risk.level = \(level)" }
        if let state = filter.state { condition += " and risk.state = \(state)" }
        return """
            select \(record)
            from (
                select risk.organisation_id, risk.risk_id, risk.version from clients.risk
                where \(condition) and risk.risk_id > \(risk ?? RiskID(UUIDValue(high: 0, low: 0)))
                    \(sight.sees("risk.client_id"))
                order by risk.risk_id limit \(limit)
            ) as risk
            order by risk.risk_id
            """
    }

    /// Of a `risk`.
    private static var record: SQL {
        """
        (
            select fact.record from clients.fact
            where fact.organisation_id = risk.organisation_id and fact.kind = 'risk'
                and fact.record_id = risk.risk_id and fact.version = risk.version
        )
        """
    }

    /// Throws `ConcernNotFound` unless the concerns are the client's.
    static func requireConcerns(_ concerns: [ConcernID], of client: ClientID, in write: ClientWrite) async throws {
        if concerns.isEmpty { return }
        let known = try await write.transaction.row(
            """
            select count(*) from clients.concern
            where organisation_id = \(write.organisation) and client_id = \(client)
                and concern_id = any(\(concerns))
            """, as: Int.self)
        guard known == Set(concerns).count else { throw ConcernNotFound() }
    }

    /// Puts the record in the place of the one before, if any, and publishes it. The last step of a write.
    static func save(_ risk: Risk, in write: ClientWrite) async throws {
        _ = try await write.transaction.execute(
            """
            insert into clients.risk (
                organisation_id, risk_id, version, client_id, owner_id, level, state, review_on)
            values (
                \(write.organisation), \(risk.id), \(risk.version), \(risk.client), \(risk.savePlan.owner),
                \(risk.level), \(risk.state), \(risk.savePlan.reviewOn))
            on conflict on constraint risk_id_is_unique do update set
                version = excluded.version, owner_id = excluded.owner_id, level = excluded.level,
                state = excluded.state, review_on = excluded.review_on
            """)
        try await write.publish([ClientFact(.risk, risk.id.uuid, risk.version, risk, about: [risk.client])])
    }
}
