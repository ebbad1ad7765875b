// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

@Suite struct ListLeadsTests {
    @Test func leadsAreFoundByEachMemberOfTheFilter() async throws {
        try await withClients { clients in
            let owner = UserID.new(at: Clocks.start)
            try await clients.lead("Große Fabrik", person: "Ada", owner: owner)
            _ = try await clients.setStatus(
                .working, of: clients.lead("Bar", channels: [.email("eve@bar.example"), .phone("+49 30 1234")]))
            let converted = try await clients.convert(clients.lead("Gone"))
            try await clients.inOtherOrganisation.lead("Theirs")
            func names(_ filter: LeadFilter) async throws -> [String?] {
                try await clients.leads(filter).items.map(\.company?.text)
            }
            #expect(try await names(LeadFilter()) == ["Große Fabrik", "Bar", "Gone"])
            #expect(try await names(LeadFilter(status: .working)) == ["Bar"])
            #expect(try await names(LeadFilter(owner: owner)) == ["Große Fabrik"])
            #expect(try await names(LeadFilter(client: converted.client)) == ["Gone"])
            #expect(try await names(LeadFilter(text: Text(validating: "fab ada"))) == ["Große Fabrik"])
            #expect(try await names(LeadFilter(text: Text(validating: "eve@bar"))) == ["Bar"])
            #expect(try await names(LeadFilter(text: Text(validating: "49301234"))) == ["Bar"])
            #expect(try await names(LeadFilter(status: .new, owner: owner)) == ["Große Fabrik"])
        }
    }

    @Test func pagesNeitherSkipNorRepeatWhileOthersChange() async throws {
        try await withClients { clients in
            var last: Lead?
            for number in 0..<7 { last = try await clients.lead("\(number)") }
            var seen: [String?] = []
            var cursor: PageCursor?
            repeat {
                let page = try await clients.leads(limit: 3, cursor: cursor)
                seen += page.items.map(\.company?.text)
                cursor = page.next
                if let changing = last {
                    last = try await clients.setStatus(changing.status == .new ? .working : .new, of: changing)
                }
            } while cursor != nil
            #expect(seen == (0..<7).map(String.init))
        }
    }

    @Test func onlyReadersOfSalesList() async throws {
        try await withClients { clients in
            let other = clients.as(.user(with: [.readClients, .writeSales]))
            await #expect(performing: { _ = try await other.leads() }, throws: isRemoteError(.permissionDenied))
        }
    }

    @Test func listsAndDuplicatesGoByTheIndexOfTheirFilter() async throws {
        try await withClients { clients in
            try await clients.fill(1500)
            try await clients.inOtherOrganisation.fill(1500)
            try await clients.database.withPool { pool in
                for organisation in [OrganisationID.first, .second] { try await fill(organisation, in: pool) }
                for table: SQL in [
                    "analyze clients.lead", "analyze clients.client", "analyze clients.contact_channel",
                    "analyze clients.fact",
                ] {
                    try await pool.execute(table)
                }
            }
            let expected: [(filter: LeadFilter, index: String)] = [
                (LeadFilter(), "lead_id_is_unique"), (LeadFilter(status: .qualified), "lead_by_status"),
                (LeadFilter(owner: .new(at: Clocks.start)), "lead_by_owner"),
                (LeadFilter(client: .new(at: Clocks.start)), "lead_by_client"),
                (LeadFilter(text: try Text(validating: "number1234")), "lead_by_word"),
            ]
            for (filter, index) in expected {
                let plan = try await plan(LeadStore.statement(filter, of: Sight.first, after: nil, limit: 51), clients)
                #expect(plan.contains(index), "\(filter): \(plan)")
                #expect(!plan.contains("Seq Scan"), "\(filter): \(plan)")
            }
            let channel = ContactChannel(
                kind: .email, use: .work, value: try Text(validating: "a@b.example"),
                normalised: try Text(validating: "a@b.example"))
            let reached = try await plan(LeadDuplicateStore.statement(by: [channel], of: Sight.first), clients)
            #expect(reached.contains("contact_channel_by_address"), "\(reached)")
            #expect(!reached.contains("Seq Scan"), "\(reached)")
        }
    }

    private func fill(_ organisation: OrganisationID, in pool: PostgresPool) async throws {
        try await pool.execute(
            """
            with made as materialized (
                select gen_random_uuid() as id, gen_random_uuid() as client_id, number
                from generate_series(1, 3000) as number
            ), fact as (
                insert into clients.fact (organisation_id, kind, record_id, version, record, recorded_at, recorded_by)
                select \(organisation)::uuid, kind, id, 1, '{}'::bytea, now(), 'test'
                from made, unnest(array['lead', 'contact']) as kind
            ), contact as (
                insert into clients.contact (organisation_id, contact_id, version, searched)
                select \(organisation)::uuid, id, 1, 'contact number' || number from made
            ), channel as (
                insert into clients.contact_channel (organisation_id, contact_id, ordinal, kind, normalised)
                select \(organisation)::uuid, id, 0, 'email', 'a' || number || '@b.example' from made
            )
            insert into clients.lead (organisation_id, lead_id, version, status, owner_id, searched)
            select \(organisation)::uuid, id, 1, case when number % 100 = 0 then 'qualified' else 'new' end,
                client_id, 'lead number' || number
            from made
            """)
    }

    private func plan(_ statement: SQL, _ clients: ClientsUnderTest) async throws -> String {
        try await clients.database.withPool(as: .clients, size: 1) { pool in
            try await pool.rows("explain \(statement)", as: String.self).joined(separator: "\n")
        }
    }
}
