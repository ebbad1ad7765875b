// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

/// Statements of a search go by indexes, with some thousand clients of two organisations.
@Suite struct SearchPlanTests {
    @Test func namesAreFoundByTheirBeginningAndTheirWords() async throws {
        try await withClients { clients in
            try await fill(clients)
            let text: Text<1, 200> = try Text(validating: "number1234")
            let mark = try await clients.database.withPool(as: .clients, size: 1) { pool in
                try await pool.row("select clients.lexeme(\(OrganisationID.first), '')", as: String.self)
            }
            for way in [ClientSearchStore.Way.exact, .like("'\(mark)number1234':*"), .like("'\(mark)number1234'")] {
                try await requireIndexes(
                    ["client_by_name", "client_by_word"],
                    ClientSearchStore.named(text, by: way, of: .first, limit: 20), clients)
            }
            let words = try await clients.database.withPool(as: .clients, size: 1) { pool in
                try await pool.rows(
                    """
                    explain select word from clients.search_word
                    where organisation_id = \(OrganisationID.first)
                        and word operator(extensions.%) 'nubmer1234'
                    """, as: String.self
                ).joined(separator: "\n")
            }
            #expect(words.contains("search_word_by_part"), "\(words)")
        }
    }

    @Test func whatAClientIsKnownByIsFoundByItsBeginningAndItsEnd() async throws {
        try await withClients { clients in
            try await fill(clients)
            for (text, indexes) in [
                ("+44 20 7946 0958", ["client_key_by_beginning", "client_key_by_end", "contact_channel_by_end"]),
                ("info@example.com", ["client_key_by_beginning", "contact_channel_by_address"]),
                ("example.com", ["client_key_by_beginning", "client_key_by_end", "contact_channel_by_end"]),
            ] {
                let statement = ClientSearchStore.known(
                    by: KeyLookup.lookups(of: text), contacts: true, of: .first, limit: 20)
                try await requireIndexes(indexes, statement, clients)
            }
        }
    }

    private func requireIndexes(_ indexes: [String], _ statement: SQL, _ clients: ClientsUnderTest) async throws {
        let plan = try await clients.database.withPool(as: .clients, size: 1) { pool in
            try await pool.rows("explain \(statement)", as: String.self).joined(separator: "\n")
        }
        for index in indexes { #expect(plan.contains(index), "\(plan)") }
        #expect(!plan.contains("Seq Scan"), "\(plan)")
    }

    private func fill(_ clients: ClientsUnderTest) async throws {
        try await clients.fill(3000)
        try await clients.inOtherOrganisation.fill(3000)
        try await clients.database.withPool { pool in
            try await pool.execute(
                """
                insert into clients.client_key (organisation_id, client_id, kind, key)
                select organisation_id, client_id, known, known || substr(md5(client_id::text || known), 1, 12)
                from clients.client cross join unnest(array['domain', 'email', 'phone', 'tax_id']) as known
                """)
            try await pool.execute(
                """
                insert into clients.fact (organisation_id, kind, record_id, version, record, recorded_at, recorded_by)
                select organisation_id, 'contact', client_id, 1, '{}'::bytea, now(), 'test' from clients.client
                """)
            try await pool.execute(
                """
                insert into clients.contact (organisation_id, contact_id, version, searched)
                select organisation_id, client_id, 1, name from clients.client
                """)
            try await pool.execute(
                """
                insert into clients.contact_position (organisation_id, client_id, contact_id)
                select organisation_id, client_id, client_id from clients.client
                """)
            try await pool.execute(
                """
                insert into clients.contact_channel (organisation_id, contact_id, ordinal, kind, normalised)
                select organisation_id, client_id, 0, 'email', substr(md5(client_id::text), 1, 12) from clients.client
                """)
            try await pool.execute(
                """
                insert into clients.search_word (organisation_id, word)
                select organisation_id, md5(number::text)
                from (select distinct organisation_id from clients.client) as known
                cross join generate_series(1, 20000) as number
                """)
            for table: SQL in [
                "analyze clients.client", "analyze clients.client_key", "analyze clients.search_word",
                "analyze clients.contact_channel", "analyze clients.contact_position",
            ] {
                try await pool.execute(table)
            }
        }
    }
}
