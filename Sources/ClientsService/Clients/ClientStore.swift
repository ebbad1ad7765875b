// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// Clients as they are now.
enum ClientStore {
    static func client(
        _ id: ClientID, of sight: Sight, in database: some PostgresExecutor
    ) async throws -> Client? {
        try await database.optionalRow(statement(id, of: sight), as: ClientRecord.self)?.client
    }

    static func exists(
        _ id: ClientID, of sight: Sight, in database: some PostgresExecutor
    ) async throws -> Bool {
        try await database.row(
            """
            select exists (
                select from clients.client
                where client.organisation_id = \(sight.organisation) and client.client_id = \(id)
                    \(sight.sees("client.client_id")))
            """, as: Bool.self)
    }

    /// Throws `ClientNotFound`.
    static func client(_ id: ClientID, in write: ClientWrite) async throws -> Client {
        guard let client = try await client(id, of: write.sight, in: write.transaction) else {
            throw ClientNotFound()
        }
        return client
    }

    static func client(
        named externalID: ExternalID, of sight: Sight, in database: some PostgresExecutor
    ) async throws -> Client? {
        try await database.optionalRow(
            statement(named: externalID, of: sight), as: ClientRecord.self
        )?.client
    }

    /// A client that the caller sees as it was at the end of a day in UTC; nil before it was created.
    static func client(
        _ id: ClientID, of organisation: OrganisationID, asOf day: CalendarDate, in database: some PostgresExecutor
    ) async throws -> Client? {
        try await database.optionalRow(
            statement(id, of: organisation, asOf: day), as: ClientRecord.self
        )?.client
    }

    static func statement(_ id: ClientID, of organisation: OrganisationID, asOf day: CalendarDate) -> SQL {
        """
        select \(ClientColumns.past)
        from clients.client_version as version
        where version.organisation_id = \(organisation) and version.client_id = \(id)
            and version.updated_at < (\(day)::date + 1)::timestamp at time zone 'UTC'
        order by version.version desc limit 1
        """
    }

    /// The latest `limit` changes, oldest first.
    static func lifecycleChanges(
        of id: ClientID, in organisation: OrganisationID, limit: Int, from database: some PostgresExecutor
    ) async throws -> [LifecycleChange] {
        try await database.rows(
            """
            select lifecycle, since from clients.client_lifecycle_change
            where organisation_id = \(organisation) and client_id = \(id)
            order by version desc limit \(limit)
            """, as: (Lifecycle, Instant).self
        ).reversed().map(LifecycleChange.init)
    }

    static func statement(_ id: ClientID, of sight: Sight) -> SQL {
        """
        select \(ClientColumns.present)
        from clients.client \(ClientColumns.externalIDs)
        where client.organisation_id = \(sight.organisation) and client.client_id = \(id)
            \(sight.sees("client.client_id"))
        """
    }

    static func statement(named externalID: ExternalID, of sight: Sight) -> SQL {
        """
        select \(ClientColumns.present)
        from clients.client_external_id as name
        join clients.client on client.organisation_id = name.organisation_id and client.client_id = name.client_id
        \(ClientColumns.externalIDs)
        where name.organisation_id = \(sight.organisation)
            and name.system = \(externalID.system) and name.external_id = \(externalID.id)
            \(sight.sees("name.client_id"))
        """
    }

    /// Version 1.
    static func insert(_ id: ClientID, _ profile: ClientProfile, in write: ClientWrite) throws -> SQL {
        """
        insert into clients.client (
            organisation_id, client_id, version, kind, name, lifecycle, lifecycle_since, tier, segment, industry,
            country, currency, locale, details, fields, created_at, updated_at)
        values (
            \(write.organisation), \(id), 1, \(profile.kind), \(profile.name), \(profile.lifecycle), \(write.now),
            \(profile.tier), \(profile.segment), \(profile.industry), \(profile.country), \(profile.currency),
            \(profile.locale), \(try profile.storedDetails), \(try profile.storedFields), \(write.now),
            \(write.now))
        """
    }

    /// The next version, unless the profile is as it was and nothing beside it changed; answers whether it is.
    static func update(
        _ id: ClientID, to profile: ClientProfile, isChangedBeside: Bool, in write: ClientWrite
    ) async throws -> Bool {
        try await write.transaction.execute(
            """
            update clients.client set
                version = client.version + 1, updated_at = \(write.now),
                lifecycle_since = case when client.lifecycle = after.lifecycle then client.lifecycle_since
                    else \(write.now) end,
                kind = after.kind, name = after.name, lifecycle = after.lifecycle, tier = after.tier,
                segment = after.segment, industry = after.industry, country = after.country,
                currency = after.currency, locale = after.locale, details = after.details,
                fields = after.fields
            from (
                values (\(profile.kind), \(profile.name), \(profile.lifecycle), \(profile.tier), \(profile.segment),
                    \(profile.industry), \(profile.country), \(profile.currency), \(profile.locale),
                    \(try profile.storedDetails), \(try profile.storedFields))
            ) as after (
                kind, name, lifecycle, tier, segment, industry, country, currency, locale, details, fields)
            where client.organisation_id = \(write.organisation) and client.client_id = \(id)
                and (\(isChangedBeside) or (
                    client.kind, client.name, client.lifecycle, client.tier, client.segment, client.industry,
                    client.country, client.currency, client.locale, client.details, client.fields
                ) is distinct from (
                    after.kind, after.name, after.lifecycle, after.tier, after.segment, after.industry,
                    after.country, after.currency, after.locale, after.details, after.fields))
            """) > 0
    }
}
