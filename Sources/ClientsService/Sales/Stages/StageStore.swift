// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// The stages through which opportunities go.
enum StageStore {
    static func list(of organisation: OrganisationID, in database: some PostgresExecutor) async throws -> StageList {
        try await stored(of: organisation, in: database) ?? StageRules.standard()
    }

    /// The list, which is there afterwards, and what is to be published of it: an organisation's first write makes it.
    static func list(in write: ClientWrite) async throws -> (stages: StageList, made: [ClientFact]) {
        if let stored = try await stored(of: write.organisation, in: write.transaction) { return (stored, []) }
        let standard = try StageRules.standard()
        try await put(standard, in: write)
        return (standard, [try ClientFact.stages(standard, of: write.organisation)])
    }

    private static func stored(
        of organisation: OrganisationID, in database: some PostgresExecutor
    ) async throws -> StageList? {
        try await database.optionalRow(statement(organisation), as: StageListRecord.self)?.list
    }

    static func statement(_ organisation: OrganisationID) -> SQL {
        """
        select fact.record from clients.stage_list
        join clients.fact on fact.organisation_id = stage_list.organisation_id and fact.kind = 'stages'
            and fact.record_id = stage_list.organisation_id and fact.version = stage_list.version
        where stage_list.organisation_id = \(organisation)
        """
    }

    /// Throws `StageInUse` when opportunities are in a stage that the list has no more while they are open, or that
    /// ends otherwise than they did.
    static func requireFree(_ list: StageList, in write: ClientWrite) async throws {
        let inUse = try await write.transaction.optionalRow(
            """
            select opportunity.stage, count(*)
            from clients.opportunity
            left join unnest(\(list.stages.map(\.code)), \(list.stages.map(\.outcome))) as given (code, outcome)
                on given.code = opportunity.stage
            where opportunity.organisation_id = \(write.organisation)
                and (given.code is not null or opportunity.outcome is null)
                and (given.code is null or given.outcome is distinct from opportunity.outcome)
            group by opportunity.stage
            order by opportunity.stage limit 1
            """, as: (StageCode, Count).self)
        if let inUse { throw StageInUse(stage: inUse.0, opportunities: inUse.1) }
    }

    /// Puts the list in the place of the one before, without publishing it. A stage that is in it no more stays for the
    /// opportunities that ended there.
    static func put(_ list: StageList, in write: ClientWrite) async throws {
        _ = try await write.transaction.batch([
            """
            insert into clients.stage_list (organisation_id, version) values (\(write.organisation), \(list.version))
            on conflict on constraint stage_list_once_an_organisation do update set version = excluded.version
            """,
            "update clients.stage set place = null where organisation_id = \(write.organisation)",
            """
            insert into clients.stage (organisation_id, code, place, probability, outcome)
            select \(write.organisation)::uuid, code, place, probability, outcome
            from unnest(\(list.stages.map(\.code)), \(list.stages.map(\.probability)),
                \(list.stages.map(\.outcome))) with ordinality as given (code, probability, outcome, place)
            on conflict on constraint stage_code_is_unique do update set
                place = excluded.place, probability = excluded.probability, outcome = excluded.outcome
            """,
        ])
    }
}

private struct StageListRecord: RowDecodable {
    let list: StageList

    init(row: inout Row) throws {
        list = try StoredRecord.decode(StageList.self, row.next())
    }
}
