// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Plans and their items as they are now; the record is the fact of its version.
enum PlanStore {
    static func plan(
        _ id: PlanID, of sight: Sight, in database: some PostgresExecutor
    ) async throws -> Plan {
        let found = try await database.optionalRow(
            """
            select \(record) from clients.plan
            where plan.organisation_id = \(sight.organisation) and plan.plan_id = \(id)
                \(sight.sees("plan.client_id"))
            """, as: StoredFact<Plan>.self)
        guard let found else { throw PlanNotFound() }
        return found.record
    }

    /// The same within a write. Throws `PlanNotFound` and `VersionConflict`.
    static func plan(_ id: PlanID, ifVersion: Version?, in write: ClientWrite) async throws -> Plan {
        let plan = try await plan(id, of: write.sight, in: write.transaction)
        guard plan.version == ifVersion else { throw VersionConflict(currentVersion: plan.version) }
        return plan
    }

    static func statement(
        _ filter: PlanFilter, of sight: Sight, after plan: PlanID?, limit: Int64
    ) -> SQL {
        var condition: SQL = "plan.organisation_id = \(sight.organisation)\(sight.sees("plan.client_id"))"
        if let client = filter.client { condition += " and plan.client_id = \(client)" }
        if let state = filter.state { condition += " and plan.state = \(state)" }
        if let day = filter.on { condition += " and plan.starts_on <= \(day) and plan.ends_on >= \(day)" }
        return """
            select \(record)
            from (
                select plan.organisation_id, plan.plan_id, plan.version from clients.plan
                where \(condition) and plan.plan_id > \(plan ?? PlanID(UUIDValue(high: 0, low: 0)))
                order by plan.plan_id limit \(limit)
            ) as plan
            order by plan.plan_id
            """
    }

    /// Of a plan, in the order in which they were made.
    static func items(of plan: PlanID, in organisation: OrganisationID) -> SQL {
        """
        select (
            select fact.record from clients.fact
            where fact.organisation_id = item.organisation_id and fact.kind = 'plan_item'
                and fact.record_id = item.item_id and fact.version = item.version)
        from clients.plan_item as item
        where item.organisation_id = \(organisation) and item.plan_id = \(plan)
        order by item.item_id
        """
    }

    static func items(of plan: PlanID, in write: ClientWrite) async throws -> [PlanItem] {
        try await write.transaction.rows(
            items(of: plan, in: write.organisation), as: StoredFact<PlanItem>.self
        ).map(\.record)
    }

    /// Of a `plan`.
    private static var record: SQL {
        """
        (
            select fact.record from clients.fact
            where fact.organisation_id = plan.organisation_id and fact.kind = 'plan'
                and fact.record_id = plan.plan_id and fact.version = plan.version
        )
        """
    }

    /// Puts the record in the place of the one before, if any, without publishing it.
    static func put(_ plan: Plan, in write: ClientWrite) async throws {
        _ = try await write.transaction.execute(
            """
            insert into clients.plan (
                organisation_id, plan_id, version, client_id, state, starts_on, ends_on)
            values (
                \(write.organisation), \(plan.id), \(plan.version), \(plan.client), \(plan.state), \(plan.from),
                \(plan.to))
            on conflict on constraint plan_id_is_unique do update set
                version = excluded.version, state = excluded.state, starts_on = excluded.starts_on,
                ends_on = excluded.ends_on
            """)
    }

    /// The same of an item.
    static func put(_ item: PlanItem, in write: ClientWrite) async throws {
        _ = try await write.transaction.execute(
            """
            insert into clients.plan_item (organisation_id, plan_id, item_id, version)
            values (\(write.organisation), \(item.plan), \(item.id), \(item.version))
            on conflict on constraint plan_item_id_is_unique do update set version = excluded.version
            """)
    }
}

extension ClientFact {
    static func plan(_ plan: Plan) throws -> ClientFact {
        try ClientFact(.plan, plan.id.uuid, plan.version, plan, about: [plan.client])
    }

    static func planItem(_ item: PlanItem) throws -> ClientFact {
        try ClientFact(.planItem, item.id.uuid, item.version, item, about: [item.client])
    }
}
