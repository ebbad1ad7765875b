// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// Opportunities by filter, in the order of their ids: a record never changes its place.
enum OpportunityListStore {
    static func page(
        _ filter: OpportunityFilter, _ tests: CustomFieldTests, of sight: Sight, after opportunity: OpportunityID?,
        limit: Int, in database: some PostgresExecutor
    ) async throws -> [OpportunityRecord] {
        try await database.rows(
            statement(filter, tests, of: sight, after: opportunity, limit: limit), as: OpportunityRecord.self)
    }

    static func statement(
        _ filter: OpportunityFilter, _ tests: CustomFieldTests = .none, of sight: Sight,
        after opportunity: OpportunityID?, limit: Int
    ) -> SQL {
        """
        select \(record)
        from (
            select opportunity.organisation_id, opportunity.opportunity_id, opportunity.version
            from clients.opportunity
            where \(condition(filter, of: sight))\(tests.hold(of: "opportunity.opportunity_id", in: sight.organisation))
                and opportunity.opportunity_id > \(opportunity ?? OpportunityID(UUIDValue(high: 0, low: 0)))
            order by opportunity.opportunity_id limit \(limit)
        ) as opportunity
        order by opportunity.opportunity_id
        """
    }

    /// Of an `opportunity`. Looked up by itself, so that no plan reads the history of all opportunities instead.
    static var record: SQL {
        """
        (
            select fact.record from clients.fact
            where fact.organisation_id = opportunity.organisation_id and fact.kind = 'opportunity'
                and fact.record_id = opportunity.opportunity_id and fact.version = opportunity.version
        )
        """
    }

    /// Only what is asked for stands in the statement, so that each combination is planned by itself.
    private static func condition(_ filter: OpportunityFilter, of sight: Sight) -> SQL {
        var condition: SQL = "opportunity.organisation_id = \(sight.organisation)"
        if let client = filter.client { condition += " and opportunity.client_id = \(client)" }
        if let owner = filter.owner { condition += " and opportunity.owner_id = \(owner)" }
        if let stage = filter.stage { condition += " and opportunity.stage = \(stage)" }
        if let kind = filter.kind { condition += " and opportunity.business = \(kind)" }
        switch filter.isOpen {
        case true?: condition += " and opportunity.outcome is null"
        case false?: condition += " and opportunity.outcome is not null"
        case nil: break
        }
        if let outcome = filter.outcome { condition += " and opportunity.outcome = \(outcome)" }
        if let day = filter.closingFrom { condition += " and opportunity.expected_close_on >= \(day)" }
        if let day = filter.closingTo { condition += " and opportunity.expected_close_on <= \(day)" }
        if let text = filter.text {
            condition += " and opportunity.words @@ clients.search(\(sight.organisation), \(text))"
        }
        if let product = filter.product {
            condition += """
                 and opportunity.opportunity_id in (
                    select line.opportunity_id from clients.opportunity_line as line
                    where line.organisation_id = \(sight.organisation) and line.product_id = \(product))
                """
        }
        return condition + sight.sees("opportunity.client_id")
    }
}
