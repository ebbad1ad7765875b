// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Which clients are compared with which: those that share a key of `clients.match_key` or one of `clients.client_key`.
enum MatchStore {
    /// Of those that share one thing, as the contracts say.
    private static let limit = 200

    /// What is looked for: a client that there is, or a draft.
    enum Subject {
        case client(ClientID)
        case draft(ClientKind, Text<1, 200>, ClientDetails?)
    }

    /// The columns that `MatchProfile` reads, of a `client`.
    private static var profile: SQL {
        """
        client.client_id, client.kind, client.name, clients.telling_words(client.name),
        clients.match_addresses(client.details), client.details
        """
    }

    /// The subject itself; nil when there is no such client.
    static func profile(
        of subject: Subject, _ sight: Sight, in database: some PostgresExecutor
    ) async throws -> MatchProfile? {
        switch subject {
        case .client(let client):
            return try await profiles([client], of: sight, in: database).first
        case .draft(let kind, let name, let details):
            let stored = try details.map { try StoredRecord.encode($0) }
            return try await database.row(
                """
                select \(profile)
                from (
                    select null::uuid as client_id, \(kind)::text as kind, \(name)::text as name,
                        \(stored)::bytea as details
                ) as client
                """, as: MatchProfile.self)
        }
    }

    static func profiles(
        _ clients: [ClientID], of sight: Sight, in database: some PostgresExecutor
    ) async throws -> [MatchProfile] {
        if clients.isEmpty { return [] }
        return try await database.rows(
            """
            select \(profile) from clients.client
            where client.organisation_id = \(sight.organisation) and client.client_id = any(\(clients))
                \(sight.sees("client.client_id"))
            """, as: MatchProfile.self)
    }

    /// Those to compare with the subject.
    static func candidates(for subject: MatchProfile, _ details: ClientDetails?, of sight: Sight) throws -> SQL {
        let keys = lookups(of: subject)
        let stored = try details.map { try StoredRecord.encode($0) }
        return """
            select distinct near.client_id
            from (
                select null::uuid as client_id, clients.match_keys(
                    \(sight.organisation), \(subject.name), \(stored)::bytea) as keys,
                    \(keys.map(\.kind.rawValue))::text[] as kinds, \(keys.map(\.text))::text[] as texts
            ) as subject
            \(near(sight))
            where near.client_id is distinct from \(subject.client)
            """
    }

    /// Channels and domains as they are looked up: a domain also for who has an address of it.
    private static func lookups(of subject: MatchProfile) -> [ClientKey] {
        subject.taxIDs.map { ClientKey(kind: .taxID, text: String(String.UnicodeScalarView($0))) }
            + subject.emails.map { ClientKey(kind: .email, text: $0) }
            + subject.phones.map { ClientKey(kind: .phone, text: $0) }
            + subject.domains.union(subject.emailDomains).map { ClientKey(kind: .domain, text: $0) }
    }

    /// A page of clients, each with those after it to compare with; one without any is there once, with null.
    static func pairs(after client: ClientID?, of sight: Sight, limit: Int) -> SQL {
        """
        select distinct subject.client_id, near.client_id
        from (
            select client.client_id,
                clients.match_keys(client.organisation_id, client.name, client.details) as keys,
                known.kinds, known.texts
            from (
                select * from clients.client
                where client.organisation_id = \(sight.organisation)
                    and client.client_id > \(client ?? ClientID(UUIDValue(high: 0, low: 0)))
                    \(sight.sees("client.client_id"))
                order by client.client_id limit \(limit)
            ) as client
            cross join lateral (
                select array_agg(given.kind) as kinds, array_agg(given.text) as texts
                from (
                    select own.kind, own.key as text from clients.client_key as own
                    where own.organisation_id = client.organisation_id and own.client_id = client.client_id
                    union
                    select 'domain', split_part(own.key, '@', 2) from clients.client_key as own
                    where own.organisation_id = client.organisation_id and own.client_id = client.client_id
                        and own.kind = 'email'
                ) as given
            ) as known
        ) as subject
        left join lateral (
            select near.client_id from (select) as one \(near(sight))
            where near.client_id > subject.client_id
        ) as near on true
        order by subject.client_id, near.client_id
        """
    }

    /// Joins what shares a key with a `subject`, the oldest clients first. Each key is one range of an index.
    private static func near(_ sight: Sight) -> SQL {
        """
        cross join lateral (
            select shared.client_id
            from unnest(subject.keys) as own (key)
            cross join lateral (
                select known.client_id from clients.match_key as known
                where known.organisation_id = \(sight.organisation) and known.key = own.key
                    \(sight.sees("known.client_id"))
                order by known.client_id limit \(limit)
            ) as shared
            union all
            select shared.client_id
            from unnest(subject.kinds, subject.texts) as own (kind, text)
            cross join lateral (
                select known.client_id from clients.client_key as known
                where known.organisation_id = \(sight.organisation) and known.kind = own.kind
                    and known.key = own.text\(sight.sees("known.client_id"))
                order by known.client_id limit \(limit)
            ) as shared
        ) as near
        """
    }
}
