// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// What stands in an agenda, kind by kind; of each the rows that are due first.
enum AgendaStore {
    /// Rows of one kind at most.
    private static let limit: Int64 = 1000

    /// The clients whom the user looks after on the day, and whether he is the primary one.
    private static func mine(_ request: AgendaRequest) -> SQL {
        """
        with mine as materialized (
            select client_id, bool_or(is_primary) as is_primary
            from clients.assignment
            where organisation_id = \(request.organisation) and user_id = \(request.user)
                and days @> \(request.day)\(request.sight.sees("assignment.client_id"))
            group by client_id
        )
        """
    }

    /// Of a `client`: what each row begins with.
    private static var client: SQL {
        """
        client.client_id, client.name, client.tier, coalesce((
            select max(case threat.level when 'high' then 3 when 'medium' then 2 else 1 end)
            from clients.risk as threat
            where threat.organisation_id = client.organisation_id and threat.client_id = client.client_id
                and threat.state = 'open'
        ), 0)::bigint
        """
    }

    static func concerns(_ request: AgendaRequest) -> SQL {
        """
        \(mine(request)), due as (
            select concern.client_id, concern.concern_id
            from mine
            join clients.concern
                on concern.organisation_id = \(request.organisation) and concern.client_id = mine.client_id
                    and concern.due_at < \(request.endOfDay)
            union
            select client_id, concern_id from clients.concern
            where organisation_id = \(request.organisation) and user_id = \(request.user)
                and due_at < \(request.endOfDay)\(request.sight.sees("concern.client_id"))
        )
        select \(client), concern.due_at, concern.severity_rank::bigint, (
            select fact.record from clients.fact
            where fact.organisation_id = concern.organisation_id and fact.kind = 'concern'
                and fact.record_id = concern.concern_id and fact.version = concern.version)
        from due
        join clients.concern
            on concern.organisation_id = \(request.organisation) and concern.concern_id = due.concern_id
        join clients.client
            on client.organisation_id = \(request.organisation) and client.client_id = due.client_id
        order by concern.due_at, concern.concern_id limit \(limit)
        """
    }

    static func risks(_ request: AgendaRequest) -> SQL {
        """
        \(mine(request)), due as (
            select risk.client_id, risk.risk_id
            from mine
            join clients.risk
                on risk.organisation_id = \(request.organisation) and risk.client_id = mine.client_id
                    and risk.state = 'open' and risk.review_on <= \(request.end)
            where mine.is_primary
            union
            select client_id, risk_id from clients.risk
            where organisation_id = \(request.organisation) and owner_id = \(request.user)
                and state = 'open' and review_on <= \(request.end)\(request.sight.sees("risk.client_id"))
        )
        select \(client), risk.review_on, (
            select fact.record from clients.fact
            where fact.organisation_id = risk.organisation_id and fact.kind = 'risk'
                and fact.record_id = risk.risk_id and fact.version = risk.version)
        from due
        join clients.risk on risk.organisation_id = \(request.organisation) and risk.risk_id = due.risk_id
        join clients.client
            on client.organisation_id = \(request.organisation) and client.client_id = due.client_id
        order by risk.review_on, risk.risk_id limit \(limit)
        """
    }

    static func tasks(_ request: AgendaRequest) -> SQL {
        """
        select task.due_on, (
                select fact.record from clients.fact
                where fact.organisation_id = task.organisation_id and fact.kind = 'task'
                    and fact.record_id = task.task_id and fact.version = task.version
            ), \(client)
        from clients.task
        left join clients.client
            on client.organisation_id = task.organisation_id and client.client_id = task.client_id
        where task.organisation_id = \(request.organisation) and task.owner_id = \(request.user) and task.is_open
            and task.due_on <= \(request.end)
            and (task.client_id is null or true\(request.sight.sees("task.client_id")))
        order by task.due_on, task.task_id limit \(limit)
        """
    }

    /// Key people who are still there, with the day by which they were to be spoken to. One to whom nobody has spoken
    /// counts from the day on which he became what he is.
    static func contacts(_ request: AgendaRequest) -> SQL {
        """
        \(mine(request)), quiet as (
            select mine.client_id, spell.contact_id, spell.role, spoken.last_on,
                coalesce(spoken.last_on, lower(spell.days)) + cadence.days as due_on
            from mine
            \(cadences(request))
            join clients.relationship_spell as spell
                on spell.organisation_id = \(request.organisation) and spell.client_id = mine.client_id
                    and spell.days @> \(request.day)
                    and spell.role in ('executive_sponsor', 'decision_maker', 'champion')
            join clients.contact_position as place
                on place.organisation_id = \(request.organisation) and place.client_id = mine.client_id
                    and place.contact_id = spell.contact_id
            cross join lateral (
                select max((activity.happened_at at time zone 'UTC')::date) as last_on
                from clients.activity_contact as activity
                where activity.organisation_id = \(request.organisation)
                    and activity.client_id = mine.client_id and activity.contact_id = spell.contact_id
                    and activity.is_two_way
            ) as spoken
            where (spell.owner_id = \(request.user) or spell.owner_id is null and mine.is_primary)
                and (place.left_on is null or place.left_on > \(request.day))
        )
        select \(client), quiet.due_on, quiet.last_on, (
            select fact.record from clients.fact
            where fact.organisation_id = contact.organisation_id and fact.kind = 'contact'
                and fact.record_id = contact.contact_id and fact.version = contact.version)
        from quiet
        join clients.contact
            on contact.organisation_id = \(request.organisation) and contact.contact_id = quiet.contact_id
        join clients.client
            on client.organisation_id = \(request.organisation) and client.client_id = quiet.client_id
        where quiet.due_on < \(request.day)
        order by quiet.due_on, quiet.contact_id limit \(limit)
        """
    }

    /// Clients of whom no key person is known; one to whom nobody has spoken counts from when it was created.
    static func silentClients(_ request: AgendaRequest) -> SQL {
        """
        \(mine(request)), quiet as (
            select mine.client_id, spoken.last_on,
                coalesce(spoken.last_on, (client.created_at at time zone 'UTC')::date) + cadence.days as due_on
            from mine
            \(cadences(request))
            cross join lateral (
                select max((activity.happened_at at time zone 'UTC')::date) as last_on
                from clients.activity
                where activity.organisation_id = \(request.organisation)
                    and activity.client_id = mine.client_id and activity.is_two_way
            ) as spoken
            where mine.is_primary and not exists (
                select from clients.relationship_spell as spell
                where spell.organisation_id = \(request.organisation) and spell.client_id = mine.client_id
                    and spell.days @> \(request.day)
                    and spell.role in ('executive_sponsor', 'decision_maker', 'champion'))
        )
        select \(client), quiet.due_on, quiet.last_on
        from quiet
        join clients.client
            on client.organisation_id = \(request.organisation) and client.client_id = quiet.client_id
        where quiet.due_on < \(request.day)
        order by quiet.due_on, quiet.client_id limit \(limit)
        """
    }

    /// Joins the client of `mine` and the `cadence` of its tier; a client without one is left out.
    private static func cadences(_ request: AgendaRequest) -> SQL {
        """
        join clients.client
            on client.organisation_id = \(request.organisation) and client.client_id = mine.client_id
                and client.lifecycle in ('prospect', 'customer')
        join lateral (
            select coalesce((
                select given.days
                from unnest(\(request.tiers.tiers.map(\.name)), \(request.tiers.tiers.map(\.cadence)))
                    as given (name, days)
                where given.name = client.tier
            ), \(request.tiers.otherwise))::integer as days
        ) as cadence on cadence.days is not null
        """
    }
}
