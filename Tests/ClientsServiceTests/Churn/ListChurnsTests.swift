// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

@Suite struct ListChurnsTests {
    @Test func eachPartOfTheFilterMustHold() async throws {
        try await withClients(on: "2026-03-20") { clients, _ in
            let first = try await clients.won("Acme")
            let second = try await clients.won("Bar")
            let lost = try await clients.lose(first.client, on: "2026-03-01", reason: "price").churn
            let back = try await clients.lose(
                second.client, on: "2026-03-10", reason: "competitor", winBackOn: "2026-09-01"
            ).churn
            func listed(_ filter: ChurnFilter? = nil) async throws -> [Churn] {
                try await clients.call(ListChurns(filter: filter)).items
            }
            #expect(try await listed() == [lost, back])
            #expect(try await listed(ChurnFilter(client: first.client.id)) == [lost])
            #expect(try await listed(ChurnFilter(lostFrom: "2026-03-02")) == [back])
            #expect(try await listed(ChurnFilter(lostTo: "2026-03-09")) == [lost])
            #expect(try await listed(ChurnFilter(winBackTo: "2026-09-01")) == [back])
            #expect(try await listed(ChurnFilter(winBackFrom: "2026-09-02")).isEmpty)
            #expect(try await clients.inOtherOrganisation.call(ListChurns()).items.isEmpty)
            let page = try await clients.call(ListChurns(limit: PageLimit(unchecked: 1)))
            #expect(page.items == [lost])
            #expect(try await clients.call(ListChurns(cursor: page.next)).items == [back])
            let other = clients.as(.user(with: [.readClients, .signContracts]))
            await #expect(
                performing: { _ = try await other.call(ListChurns()) }, throws: isRemoteError(.permissionDenied))
        }
    }

    @Test func lossesAreFoundByAnIndex() async throws {
        try await withClients { clients in
            try await clients.fill(3000)
            try await clients.database.withPool { pool in
                try await pool.execute(
                    """
                    with made as (
                        select organisation_id, client_id, gen_random_uuid() as id,
                            '2020-01-01'::date + (row_number() over ())::integer as lost_on
                        from clients.client
                    ), fact as (
                        insert into clients.fact (
                            organisation_id, kind, record_id, version, record, recorded_at, recorded_by)
                        select organisation_id, 'churn', id, 1, '{}'::bytea, now(), 'test' from made
                    )
                    insert into clients.churn (organisation_id, churn_id, client_id, lost_on, win_back_on, leaves_on)
                    select organisation_id, id, client_id, lost_on, lost_on, lost_on from made
                    """)
                for table: SQL in ["analyze clients.churn", "analyze clients.fact"] { try await pool.execute(table) }
            }
            let client = try await clients.call(GetClient(externalId: .shop("Client-7"))).client.id
            for (filter, index) in [
                (ChurnFilter(), "churn_id_is_unique"), (ChurnFilter(client: client), "churn_by_client"),
                (ChurnFilter(lostFrom: "2021-01-01", lostTo: "2021-01-09"), "churn_by_day"),
                (ChurnFilter(winBackFrom: "2021-01-01", winBackTo: "2021-01-09"), "churn_to_win_back"),
            ] {
                let plan = try await clients.plan(
                    ChurnStore.statement(filter, of: .first, after: nil, limit: 101))
                #expect(plan.contains(index), "\(filter): \(plan)")
                #expect(!plan.contains("Seq Scan"), "\(filter): \(plan)")
            }
            let settle = try await clients.plan(ChurnStore.leaving(upTo: "2020-01-09", limit: 100))
            #expect(settle.contains("churn_to_settle"), "\(settle)")
        }
    }
}
