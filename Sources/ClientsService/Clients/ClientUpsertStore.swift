// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// Many clients by external id in one statement.
enum ClientUpsertStore {
    /// Creates and changes clients and answers what became of each row, in the order of the rows. Of rows that mean
    /// the same client the first counts.
    static func upsert(
        _ rows: [ValidClientRow], system: ExternalSystem, in write: ClientWrite
    ) async throws -> [ClientRowVerdict] {
        try await write.transaction.rows(
            """
            with \(try judged(rows, system: system, in: write)), created as (
                insert into clients.client (
                    organisation_id, client_id, version, kind, name, lifecycle, lifecycle_since, tier, segment,
                    industry, country, currency, locale, details, fields, created_at, updated_at)
                select \(write.organisation), new_id, 1, kind, name, lifecycle, \(write.now), tier, segment, industry,
                    country, currency, locale, details, fields, \(write.now), \(write.now)
                from judged where outcome = 'created'
            ), named as (
                insert into clients.client_external_id (organisation_id, system, external_id, client_id)
                select \(write.organisation), \(system), external_id, new_id
                from judged where outcome = 'created'
            ), updated as (
                update clients.client set
                    version = client.version + 1, updated_at = \(write.now),
                    lifecycle_since = case when client.lifecycle = judged.lifecycle then client.lifecycle_since
                        else \(write.now) end,
                    kind = judged.kind, name = judged.name, lifecycle = judged.lifecycle, tier = judged.tier,
                    segment = judged.segment, industry = judged.industry, country = judged.country,
                    currency = judged.currency, locale = judged.locale, details = judged.details,
                    fields = judged.fields
                from judged
                where client.organisation_id = \(write.organisation) and client.client_id = judged.client_id
                    and judged.outcome = 'updated'
            )
            select ordinal, outcome, coalesce(client_id, new_id),
                case outcome when 'created' then 1 when 'updated' then version + 1 else coalesce(version, 1) end
            from judged order by ordinal
            """, as: ClientRowVerdict.self)
    }

    /// The rows beside the clients that they mean, with the values after the call and what is to be done.
    private static func judged(
        _ rows: [ValidClientRow], system: ExternalSystem, in write: ClientWrite
    ) throws -> SQL {
        // Sorted, so that the order of creation within the call is the order of the rows.
        let ids = rows.map { _ in ClientID.new(at: write.now) }.sorted()
        return """
            given as (
                select * from unnest(
                    \(rows.map(\.ordinal)), \(rows.map(\.externalID)), \(ids), \(rows.map(\.kind)),
                    \(rows.map(\.name)), \(rows.map(\.lifecycle)), \(rows.map(\.tier)), \(rows.map(\.segment)),
                    \(rows.map(\.industry)), \(rows.map(\.country)), \(rows.map(\.currency)),
                    \(rows.map(\.locale)), \(rows.map(\.details)), \(rows.map(\.client)),
                    \(rows.map { $0.change != nil }), \(try rows.map { try $0.change?.stored }))
                    as given (
                        ordinal, external_id, new_id, kind, name, lifecycle, tier, segment, industry, country, currency,
                        locale, details, own_id, has_fields, fields)
            ), matched as (
                select given.ordinal, given.external_id, given.new_id, client.client_id, client.version,
                    coalesce(given.kind, client.kind, 'company') as kind,
                    coalesce(given.name, client.name) as name,
                    coalesce(given.lifecycle, client.lifecycle, 'prospect') as lifecycle,
                    nullif(coalesce(given.tier, client.tier), '') as tier,
                    nullif(coalesce(given.segment, client.segment), '') as segment,
                    nullif(coalesce(given.industry, client.industry), '') as industry,
                    nullif(coalesce(given.country, client.country), '') as country,
                    nullif(coalesce(given.currency, client.currency), '') as currency,
                    nullif(coalesce(given.locale, client.locale), '') as locale,
                    coalesce(given.details, client.details) as details,
                    case when given.has_fields then given.fields else client.fields end as fields,
                    row_number() over (
                        partition by client.client_id, case when client.client_id is null then given.external_id end
                        order by given.ordinal) as occurrence,
                    row(client.kind, client.name, client.lifecycle, client.tier, client.segment, client.industry,
                        client.country, client.currency, client.locale, client.details, client.fields) as before,
                    true\(write.sight.sees("client.client_id")) as is_seen
                from given
                -- Looked up row by row, so that no plan reads all ids of a table that grows with every call.
                left join lateral (
                    select known.client_id from clients.client_external_id as known
                    where known.organisation_id = \(write.organisation) and known.system = \(system)
                        and known.external_id = given.external_id
                    limit 1
                ) as known on true
                left join lateral (
                    select * from clients.client
                    where client.organisation_id = \(write.organisation)
                        and client.client_id = coalesce(given.own_id, known.client_id)
                    limit 1
                ) as client on true
            ), judged as (
                select *, case
                    when client_id is not null and not is_seen then 'taken'
                    when occurrence > 1 then 'repeated'
                    when client_id is null and name is null then 'nameMissing'
                    when client_id is null then 'created'
                    when row(kind, name, lifecycle, tier, segment, industry, country, currency, locale, details, fields)
                        is distinct from before then 'updated'
                    else 'unchanged'
                end as outcome
                from matched
            )
            """
    }
}
