// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

@Suite struct ListHandoversTests {
    @Test func eachPartOfTheFilterMustHold() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let first = try await clients.won("Acme")
            let second = try await clients.won("Bar")
            let done = try await clients.call(CompleteHandover.of(second.handover, from: "2026-02-01")).handover
            #expect(try await clients.handovers().items == [first.handover, done])
            #expect(try await clients.handovers(HandoverFilter(client: first.client.id)).items == [first.handover])
            #expect(try await clients.handovers(HandoverFilter(state: .completed)).items == [done])
            #expect(
                try await clients.handovers(HandoverFilter(incoming: .bob, state: .open)).items == [first.handover])
            #expect(try await clients.handovers(HandoverFilter(outgoing: .ann)).items.count == 2)
            #expect(try await clients.handovers(HandoverFilter(outgoing: .bob)).items.isEmpty)
            #expect(try await clients.inOtherOrganisation.handovers().items.isEmpty)
            let page = try await clients.handovers(limit: 1)
            #expect(page.items == [first.handover])
            #expect(try await clients.handovers(cursor: page.next).items == [done])
            await #expect(
                performing: { _ = try await clients.handovers(HandoverFilter(state: .open), cursor: page.next) },
                throws: refusesParams(at: "$.cursor"))
            let other = clients.as(.user(with: [.assignClients]))
            await #expect(
                performing: { _ = try await other.handovers() }, throws: isRemoteError(.permissionDenied))
        }
    }

    @Test func handoversAreFoundByAnIndex() async throws {
        try await withClients { clients in
            try await clients.fill(3000)
            try await clients.database.withPool { pool in
                try await pool.execute(
                    """
                    with made as (
                        select organisation_id, client_id, gen_random_uuid() as id, row_number() over () as number
                        from clients.client
                    ), fact as (
                        insert into clients.fact (
                            organisation_id, kind, record_id, version, record, recorded_at, recorded_by)
                        select organisation_id, 'handover', id, 1, '{}'::bytea, now(), 'test' from made
                    )
                    insert into clients.handover (
                        organisation_id, handover_id, client_id, version, state, outgoing_id, incoming_id,
                        opened_on)
                    select organisation_id, id, client_id, 1,
                        case when number % 50 = 0 then 'open' else 'completed' end,
                        client_id, client_id, '2026-01-01'
                    from made
                    """)
                for table: SQL in ["analyze clients.handover", "analyze clients.fact"] {
                    try await pool.execute(table)
                }
            }
            let client = try await clients.call(GetClient(externalId: .shop("Client-7"))).client.id
            for (filter, index) in [
                (HandoverFilter(), "handover_id_is_unique"), (HandoverFilter(client: client), "handover_by_client"),
                (HandoverFilter(incoming: UserID(client.uuid), state: .open), "handover_by_incoming"),
                (HandoverFilter(outgoing: UserID(client.uuid), state: .open), "handover_by_outgoing"),
                (HandoverFilter(state: .open), "handover_by_state"),
            ] {
                let plan = try await clients.plan(
                    HandoverStore.statement(filter, of: .first, after: nil, limit: 101))
                #expect(plan.contains(index), "\(filter): \(plan)")
                #expect(!plan.contains("Seq Scan"), "\(filter): \(plan)")
            }
        }
    }
}
