// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// Versions of clients, the dates of their lifecycles, and the feed: written together, never changed.
enum ClientHistory {
    /// Takes the clients' rows as the transaction left them. The feed goes on at `head` + 1.
    static func record(
        _ changes: [ClientChange], after head: FeedPosition, of organisation: OrganisationID, by author: String
    ) -> SQL {
        """
        with change as (
            select client.organisation_id, client.client_id, client.version, client.kind, client.name,
                client.lifecycle, client.lifecycle_since, client.tier, client.segment, client.industry,
                client.country, client.currency, client.locale, client.details, client.fields, client.created_at,
                client.updated_at, ids.systems, ids.ids, change.change_kind, change.ordinal
            from unnest(\(changes.map(\.client)), \(changes.map(\.kind))) with ordinality
                as change (client_id, change_kind, ordinal)
            -- Looked up one by one, so that no plan reads all of a table that grows with every call.
            cross join lateral (
                select * from clients.client
                where client.organisation_id = \(organisation) and client.client_id = change.client_id
                limit 1
            ) as client
            \(ClientColumns.externalIDs)
        ), recorded_version as (
            insert into clients.client_version (
                organisation_id, client_id, version, kind, name, lifecycle, lifecycle_since, tier, segment, industry,
                country, currency, locale, external_systems, external_ids, details, fields, created_at, updated_at,
                recorded_by)
            select organisation_id, client_id, version, kind, name, lifecycle, lifecycle_since, tier, segment,
                industry, country, currency, locale, systems, ids, details, fields, created_at, updated_at,
                \(author)
            from change
        ), recorded_lifecycle as (
            insert into clients.client_lifecycle_change (organisation_id, client_id, version, lifecycle, since)
            select organisation_id, client_id, version, lifecycle, lifecycle_since
            from change
            -- One value for each row, so that no plan reads the history of all clients.
            where version = 1 or lifecycle <> (
                select previous.lifecycle from clients.client_version as previous
                where previous.organisation_id = change.organisation_id and previous.client_id = change.client_id
                    and previous.version = change.version - 1)
        ), item as (
            insert into clients.feed (organisation_id, position, kind, client_id, version, recorded_at)
            select organisation_id, \(head) + ordinal, change_kind, client_id, version, updated_at
            from change
        ), place as (
            insert into clients.timeline (organisation_id, client_id, happened_at, position, kind)
            select organisation_id, client_id, updated_at, \(head) + ordinal, change_kind from change
        )
        update clients.feed_head set position = \(head) + \(changes.count) where organisation_id = \(organisation)
        """
    }
}
