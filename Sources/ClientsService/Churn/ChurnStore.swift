// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Losses, which are written once.
enum ChurnStore {
    static func statement(
        _ filter: ChurnFilter, of sight: Sight, after churn: ChurnID?, limit: Int
    ) -> SQL {
        let after = churn ?? ChurnID(UUIDValue(high: 0, low: 0))
        var condition: SQL = "churn.organisation_id = \(sight.organisation) and churn.churn_id > \(after)"
        if let client = filter.client { condition += " and churn.client_id = \(client)" }
        if let day = filter.lostFrom { condition += " and churn.lost_on >= \(day)" }
        if let day = filter.lostTo { condition += " and churn.lost_on <= \(day)" }
        if let day = filter.winBackFrom { condition += " and churn.win_back_on >= \(day)" }
        if let day = filter.winBackTo { condition += " and churn.win_back_on <= \(day)" }
        return """
            select (
                select fact.record from clients.fact
                where fact.organisation_id = churn.organisation_id and fact.kind = 'churn'
                    and fact.record_id = churn.churn_id and fact.version = churn.version
            )
            from (
                select churn.organisation_id, churn.churn_id, churn.version from clients.churn
                where \(condition)\(sight.sees("churn.client_id"))
                order by churn.churn_id limit \(limit)
            ) as churn
            order by churn.churn_id
            """
    }

    /// Without publishing it. The client leaves on a day to come unless he has left.
    static func insert(_ churn: Churn, hasLeft: Bool, in write: ClientWrite) async throws {
        let leavesOn: CalendarDate? = churn.clientLeaves && !hasLeft ? churn.lostOn : nil
        try await write.transaction.execute(
            """
            insert into clients.churn (
                organisation_id, churn_id, client_id, lost_on, win_back_on, leaves_on)
            values (
                \(write.organisation), \(churn.id), \(churn.client), \(churn.lostOn), \(churn.winBackOn),
                \(leavesOn))
            """)
    }

    /// Clients who were to leave up to today, the first ones.
    static func leaving(upTo today: CalendarDate, limit: Int) -> SQL {
        """
        select churn.organisation_id, churn.client_id from clients.churn
        where churn.leaves_on <= \(today)
        order by churn.leaves_on limit \(limit)
        """
    }

    static func settleLeaving(_ client: ClientID, in write: ClientWrite) -> SQL {
        """
        update clients.churn set leaves_on = null
        where churn.organisation_id = \(write.organisation) and churn.client_id = \(client)
            and churn.leaves_on <= \(write.now.day)
        """
    }
}
