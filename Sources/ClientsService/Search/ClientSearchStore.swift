// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// Where a text is looked for. Each statement answers the best of what it finds, and what is not seen by the caller is
/// no part of it.
enum ClientSearchStore {
    /// A client that was found by one of the ways.
    struct Hit: RowDecodable {
        let client: ClientID
        let by: MatchKind
        let score: Int64

        init(row: inout Row) throws {
            client = try row.next()
            by = try row.next()
            score = try row.next()
        }
    }

    /// Names that match which are compared; of a word that more have, some are left out.
    private static let candidateLimit = 400
    /// Hits of one way by which a client is known.
    private static let lookupLimit = 100

    /// What the words of a name must be.
    enum Way {
        /// Those of the text.
        case exact
        /// What `beginnings` or `likeness` answered.
        case like(String)
    }

    /// What the words of names that begin with those of the text are; empty when it has no word.
    static func beginnings(of text: String, in organisation: OrganisationID) -> SQL {
        "select coalesce(clients.search_names(\(organisation), \(text))::text, '')"
    }

    /// What the words of names like the text are; empty when it has no word.
    static func likeness(of text: Text<1, 200>, in organisation: OrganisationID) -> SQL {
        "select coalesce(clients.search_like(\(organisation), \(text))::text, '')"
    }

    static func named(_ text: Text<1, 200>, by way: Way, of sight: Sight, limit: Int) -> SQL {
        switch way {
        case .exact:
            names(text, like: "clients.search(\(sight.organisation), \(text), false)", of: sight, limit: limit)
        case .like(let words): names(text, like: "\(words)::tsquery", of: sight, limit: limit)
        }
    }

    /// Those that are the text, or begin with it, are compared before others.
    private static func names(_ text: Text<1, 200>, like words: SQL, of sight: Sight, limit: Int) -> SQL {
        """
        select found.client_id, 'name', max(
            case when found.name_key = clients.plain(\(text)) then 100
            when starts_with(found.name_key, clients.plain(\(text))) then 90
            else 1 + round(88 * extensions.similarity(found.name_key, clients.plain(\(text))))::bigint end) as score
        from (
            (
                select client.client_id, client.name_key from clients.client
                where client.organisation_id = \(sight.organisation) and clients.plain(\(text)) <> ''
                    and client.name_key >= clients.plain(\(text)) collate "C"
                    and client.name_key < clients.plain(\(text)) collate "C" || chr(1114111)
                    \(sight.sees("client.client_id"))
                order by client.name_key, client.client_id limit \(limit)
            )
            union all
            (
                select client.client_id, client.name_key from clients.client
                where client.organisation_id = \(sight.organisation) and client.name_words @@ \(words)
                    \(sight.sees("client.client_id"))
                limit \(candidateLimit)
            )
        ) as found
        group by found.client_id
        order by score desc, found.client_id limit \(limit)
        """
    }

    /// Clients, and with `contacts` those with a contact, that are known by one of these.
    static func known(by lookups: [KeyLookup], contacts: Bool, of sight: Sight, limit: Int) -> SQL {
        var hits: SQL = "select null::uuid as client_id, null::text as kind, 0::bigint as score where false"
        for lookup in lookups {
            hits += """
                 union all (
                    select known.client_id, \(MatchKind(lookup.kind)), \(lookup.score) from clients.client_key as known
                    where known.organisation_id = \(sight.organisation) and known.kind = \(lookup.kind.rawValue)
                        and \(lookup.matches(whole: "known.key", reversed: "reverse(known.key)"))
                        \(sight.sees("known.client_id"))
                    order by known.client_id limit \(lookupLimit))
                """
            guard contacts, lookup.kind == .email || lookup.kind == .phone else { continue }
            hits += """
                 union all (
                    select place.client_id, \(MatchKind.contact), \(lookup.score)
                    from clients.contact_channel as known
                    join clients.contact_position as place
                        on place.organisation_id = known.organisation_id and place.contact_id = known.contact_id
                    where known.organisation_id = \(sight.organisation) and known.kind = \(lookup.kind.rawValue)
                        and \(lookup.matches(whole: "known.normalised", reversed: "reverse(known.normalised)"))
                        \(sight.sees("place.client_id"))
                    order by place.client_id limit \(lookupLimit))
                """
        }
        return """
            select distinct on (hit.score, hit.client_id) hit.client_id, hit.kind, hit.score
            from (\(hits)) as hit
            order by hit.score desc, hit.client_id, hit.kind limit \(limit)
            """
    }

    static func clients(_ ids: [ClientID], of sight: Sight) -> SQL {
        """
        select \(ClientColumns.present)
        from clients.client \(ClientColumns.externalIDs)
        where client.organisation_id = \(sight.organisation) and client.client_id = any(\(ids))
            \(sight.sees("client.client_id"))
        """
    }
}

extension KeyLookup {
    /// A range of an index; of columns that are compared byte by byte.
    fileprivate func matches(whole: SQL, reversed: SQL) -> SQL {
        switch part {
        case .whole: "\(whole) = \(text)"
        case .beginning: "\(whole) >= \(text) collate \"C\" and \(whole) < \(text) collate \"C\" || chr(1114111)"
        case .end:
            """
            \(reversed) >= \(backwards) collate "C" and \(reversed) < \(backwards) collate "C" || chr(1114111)
            """
        }
    }

    /// By scalars, as PostgreSQL reverses.
    private var backwards: String { String(String.UnicodeScalarView(text.unicodeScalars.reversed())) }
}
