// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// Whom nobody has spoken to for too long.
extension AgendaStore {
    /// Key people who are still there, with the day by which they were to be spoken to. One to whom nobody has spoken
    /// counts from the day on which he became what he is.
    static func contacts(_ request: AgendaRequest) -> SQL {
        """
        select 'quiet_contact', quiet.client_id, contact.contact_id, contact.version, quiet.due_on, quiet.last_on,
            null::bigint
        from (
            select mine.client_id, spell.contact_id, spoken.last_on,
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
        ) as quiet
        join clients.contact
            on contact.organisation_id = \(request.organisation) and contact.contact_id = quiet.contact_id
        where quiet.due_on < \(request.day)
        order by quiet.due_on, quiet.contact_id
        """
    }

    /// Clients of whom no key person is known; one to whom nobody has spoken counts from when it was created.
    static func silentClients(_ request: AgendaRequest) -> SQL {
        """
        select 'quiet_client', quiet.client_id, null::uuid, null::bigint, quiet.due_on, quiet.last_on, null::bigint
        from (
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
        ) as quiet
        where quiet.due_on < \(request.day)
        order by quiet.due_on, quiet.client_id
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
