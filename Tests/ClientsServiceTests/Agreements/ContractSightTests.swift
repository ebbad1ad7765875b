// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

/// Contracts, renewals, losses and handovers of clients whom somebody does not see are absent for him.
@Suite struct ContractSightTests {
    @Test func whoDoesNotSeeTheClientFindsNothingOfIt() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let won = try await clients.won()
            let draft = try await clients.draft(with: won.client)
            let lost = try await clients.won("Lost")
            _ = try await clients.lose(lost.client, on: "2026-01-20", reason: "price")
            let cleo = clients.seen(by: .cleo)
            #expect(try await cleo.contracts().items.isEmpty)
            #expect(try await cleo.contracts(of: won.client.id).items.isEmpty)
            #expect(try await cleo.renewals().isEmpty)
            #expect(try await cleo.handovers().items.isEmpty)
            #expect(try await cleo.call(ListChurns()).items.isEmpty)
            for contract in [won.contract.id, draft.id] {
                await #expect(throws: ContractNotFound()) { try await cleo.call(GetContract(contract: contract)) }
            }
            await #expect(throws: HandoverNotFound()) {
                try await cleo.call(GetHandover(handover: won.handover.id))
            }
            await #expect(throws: ClientNotFound()) { try await cleo.call(CreateContract.of(won.client.id)) }
            await #expect(throws: ContractNotFound()) { try await cleo.call(UpdateContract.of(draft)) }
            await #expect(throws: ContractNotFound()) {
                try await cleo.call(ActivateContract.of(draft, signedOn: "2026-01-20"))
            }
            await #expect(throws: ContractNotFound()) {
                try await cleo.amend(won.contract, from: "2026-02-01", [.of("a", 1)])
            }
            await #expect(throws: ContractNotFound()) { try await cleo.renew(won.contract) }
            await #expect(throws: ClientNotFound()) {
                try await cleo.lose(won.client, on: "2026-01-20", reason: "price")
            }
            await #expect(throws: ClientNotFound()) {
                try await cleo.call(
                    StartHandover(idempotencyKey: .fresh(), client: won.client.id, handover: .to(.bob)))
            }
        }
    }

    /// He is on no team yet, and has to read what he is to take over.
    @Test func theIncomingManagerSeesTheClientWhileHeHasToAnswer() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let won = try await clients.won()
            let bob = clients.seen(by: .bob)
            #expect(try await bob.sees(won.client))
            #expect(try await bob.handovers().items == [won.handover])
            #expect(try await bob.contracts(of: won.client.id).items == [won.contract])
            #expect(try await bob.renewals().count == 1)
            // Somebody else is to take over.
            let cleos = try await clients.call(UpdateHandover.of(won.handover, to: .cleo, won.handover.brief)).handover
            #expect(try await !bob.sees(won.client))
            let cleo = clients.seen(by: .cleo)
            #expect(try await cleo.sees(won.client))
            let returned = try await cleo.call(ReturnHandover.of(cleos, "Who?")).handover
            #expect(try await cleo.sees(won.client))
            let again = try await clients.call(UpdateHandover.of(returned, returned.brief)).handover
            _ = try await cleo.call(CompleteHandover.of(again, from: "2026-01-20"))
            // From now on as the primary manager; who has left the team sees nothing more.
            #expect(try await cleo.sees(won.client))
            #expect(try await !clients.seen(by: .ann).sees(won.client))
        }
    }

    @Test func theListsOfAViewerOfSomeClientsGoByAnIndex() async throws {
        try await withClients { clients in
            try await clients.fill(500)
            try await clients.fillContracts()
            let client = try await clients.call(GetClient(externalId: .shop("Client-7"))).client
            try await clients.assign(.ann, to: client, isPrimary: true, from: "2026-01-01")
            let caller = Caller(subject: .user(.ann), organisation: .first, permissions: PermissionSet([]))
            let sight = Sight(of: caller, at: Clocks.start)
            let measured = try await clients.database.withPool(as: .clients, size: 1) { pool in
                try await sight.measured(in: pool)
            }
            for statement in [
                ContractStore.statement(ContractFilter(), of: measured, after: nil, limit: 101),
                RenewalListStore.statement(
                    RenewalFilter(), of: measured, today: "2026-01-15", after: nil, limit: 101),
            ] {
                let plan = try await clients.plan(statement)
                #expect(!plan.contains("Seq Scan on contract"), "\(plan)")
                #expect(!plan.contains("Seq Scan on fact"), "\(plan)")
            }
        }
    }
}
