// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// Sums of open opportunities.
enum PipelineStore {
    static func rows(
        _ filter: PipelineFilter, by grouping: Set<PipelineGrouping>, of sight: Sight, limit: Int,
        in database: some PostgresExecutor
    ) async throws -> [PipelineRow] {
        try await database.rows(
            statement(filter, by: grouping, of: sight, limit: limit), as: PipelineRecord.self
        ).map(\.row)
    }

    static func statement(
        _ filter: PipelineFilter, by grouping: Set<PipelineGrouping>, of sight: Sight, limit: Int
    ) -> SQL {
        """
        select case when \(grouping.contains(.stage)) then summed.stage end,
            case when \(grouping.contains(.owner)) then summed.owner_id end,
            summed.currency, sum(summed.opportunities)::bigint, sum(summed.minor_units),
            sum(summed.own_hundredths + summed.stage_minor_units * stage.probability)
        from (
            select opportunity.stage, opportunity.owner_id, opportunity.currency, count(*) as opportunities,
                sum(opportunity.minor_units) as minor_units,
                coalesce(sum(opportunity.minor_units::numeric * opportunity.probability), 0) as own_hundredths,
                coalesce(sum(opportunity.minor_units) filter (where opportunity.probability is null), 0)
                    as stage_minor_units
            from clients.opportunity
            where \(condition(filter, of: sight))
            group by opportunity.stage, opportunity.owner_id, opportunity.currency
        ) as summed
        join clients.stage on stage.organisation_id = \(sight.organisation) and stage.code = summed.stage
        group by 1, 2, 3
        order by case when \(grouping.contains(.stage)) then min(stage.place) end, 1, 2, 3
        limit \(limit)
        """
    }

    /// Only what is asked for stands in the statement, so that each combination is planned by itself.
    private static func condition(_ filter: PipelineFilter, of sight: Sight) -> SQL {
        var condition: SQL = "opportunity.organisation_id = \(sight.organisation) and opportunity.outcome is null"
        if let client = filter.client { condition += " and opportunity.client_id = \(client)" }
        if let owner = filter.owner { condition += " and opportunity.owner_id = \(owner)" }
        if let kind = filter.kind { condition += " and opportunity.business = \(kind)" }
        if let currency = filter.currency { condition += " and opportunity.currency = \(currency)" }
        if let day = filter.closingFrom { condition += " and opportunity.expected_close_on >= \(day)" }
        if let day = filter.closingTo { condition += " and opportunity.expected_close_on <= \(day)" }
        return condition + sight.sees("opportunity.client_id")
    }
}

private struct PipelineRecord: RowDecodable {
    let row: PipelineRow

    init(row: inout Row) throws {
        let stage: StageCode? = try row.next()
        let owner: UserID? = try row.next()
        let currency: CurrencyCode = try row.next()
        let opportunities: Count = try row.next()
        let minorUnits: PostgresNumeric = try row.next()
        let hundredths: PostgresNumeric = try row.next()
        self.row = PipelineRow(
            stage: stage, owner: owner, currency: currency, opportunities: opportunities,
            amount: MoneySum(digits: minorUnits.text, scale: 0, currency: currency),
            weighted: MoneySum(digits: hundredths.text, scale: 2, currency: currency))
    }
}
