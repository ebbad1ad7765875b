// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// What is recorded of a client and a period, both days included and by UTC.
struct ReviewDraftStore {
    let organisation: OrganisationID
    let client: ClientID
    let from: CalendarDate
    let to: CalendarDate

    private var begin: Instant { Instant(microseconds: Int64(from.daysSince1970) * 86_400_000_000) }
    private var end: Instant { Instant(microseconds: (Int64(to.daysSince1970) + 1) * 86_400_000_000) }

    var activities: SQL {
        """
        select kind, count(*), count(*) filter (where is_two_way) from clients.activity
        where organisation_id = \(organisation) and client_id = \(client)
            and happened_at >= \(begin) and happened_at < \(end)
        group by kind order by kind
        """
    }

    /// Opened, resolved, open at present, and acknowledged late of those opened.
    var concerns: SQL {
        """
        select count(*) filter (where received_at >= \(begin) and received_at < \(end)),
            count(*) filter (where resolved_at >= \(begin) and resolved_at < \(end)),
            count(*) filter (where due_at is not null),
            count(*) filter (where acknowledged_late and received_at >= \(begin) and received_at < \(end))
        from clients.concern
        where organisation_id = \(organisation) and client_id = \(client)
        """
    }

    /// Open risks, tasks done in the period and open needs.
    var counts: SQL {
        """
        select (
                select count(*) from clients.risk
                where organisation_id = \(organisation) and client_id = \(client) and state = 'open'
            ), (
                select count(*) from clients.task
                where organisation_id = \(organisation) and client_id = \(client)
                    and done_at >= \(begin) and done_at < \(end)
            ), (
                select count(*) from clients.need
                where organisation_id = \(organisation) and client_id = \(client) and state = 'open'
            )
        """
    }

    /// By kind: answers, sum of the scores, promoters (9 and 10) and detractors (0 to 6).
    var feedback: SQL {
        """
        select kind, count(*), sum(score)::bigint, count(*) filter (where score >= 9),
            count(*) filter (where score <= 6)
        from clients.feedback
        where organisation_id = \(organisation) and client_id = \(client) and score is not null
            and given_at >= \(begin) and given_at < \(end)
        group by kind order by kind
        """
    }

    /// Those of which a day lies in the period.
    func plans(limit: Int) -> SQL {
        """
        select (
            select fact.record from clients.fact
            where fact.organisation_id = plan.organisation_id and fact.kind = 'plan'
                and fact.record_id = plan.plan_id and fact.version = plan.version)
        from clients.plan
        where plan.organisation_id = \(organisation) and plan.client_id = \(client)
            and plan.starts_on <= \(to) and plan.ends_on >= \(from)
        order by plan.plan_id limit \(limit)
        """
    }
}
