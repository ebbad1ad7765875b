// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

@Suite struct RecordChurnTests {
    @Test func aLostClientIsAFormerOneAndAllItsContractsEnd() async throws {
        try await withClients(on: "2026-01-20") { clients, time in
            let won = try await clients.won()
            let second = try await clients.further(with: won.client, [.of("Care", 10_00)])
            let answer = try await clients.lose(
                won.client, on: "2026-01-20", reason: "price-too-high", competitor: "Globex",
                winBackOn: "2027-01-15")
            #expect(answer.client.lifecycle == .former)
            #expect(answer.client.lifecycleSince == time.now)
            let churn = answer.churn
            #expect(churn.ended == [won.contract.id, second.id])
            #expect(churn.amounts == [.eur(1320_00)])
            #expect(churn.reason.path.map(\.text) == ["Price", "Too expensive for what it gives"])
            #expect(churn.clientLeaves)
            #expect(churn.competitor?.text == "Globex")
            for contract in [won.contract, second] {
                let found = try await clients.call(GetContract(contract: contract.id, asOf: "2026-01-20"))
                #expect(found.contract.state == .ended)
                #expect(found.contract.endedOn == "2026-01-20")
                #expect(found.contract.recurringValue == .eur(0))
                #expect(found.contract.latestChange?.before == contract.recurringValue)
                #expect(found.contract.latestChange?.reason == churn.reason)
                #expect(found.inForce == nil)
                let before = try await clients.call(GetContract(contract: contract.id, asOf: "2026-01-19"))
                #expect(before.inForce == contract)
            }
            // Nobody takes over any more.
            #expect(try await clients.handovers().items.map(\.state) == [.cancelled])
            #expect(try await clients.renewals().isEmpty)
            let feed = try await clients.feed().suffix(5)
            #expect(feed.map(\.kind) == [.updated, .contract, .contract, .handover, .churn])
            #expect(feed.compactMap(\.churn) == [churn])
        }
    }

    @Test func oneOfTwoContractsLeavesACustomer() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let won = try await clients.won()
            let second = try await clients.further(with: won.client, [.of("Care", 10_00)])
            let first = try await clients.lose(won.client, second, on: "2026-01-20", reason: "product-unused")
            #expect(first.churn.contract == second.id)
            #expect(first.churn.amounts == [.eur(120_00)])
            #expect(!first.churn.clientLeaves)
            #expect(first.client == won.client)
            #expect(try await clients.handovers().items.map(\.state) == [.open])
            // The last one takes the client along.
            let last = try await clients.lose(won.client, won.contract, on: "2026-01-20", reason: "in-house")
            #expect(last.churn.clientLeaves)
            #expect(last.client.lifecycle == .former)
        }
    }

    @Test func aNoticeForADayToComeKeepsTheCustomerUntilThen() async throws {
        try await withClients(on: "2026-01-20") { clients, time in
            let won = try await clients.won()
            let noticed = try await clients.lose(won.client, on: "2027-01-01", reason: "business-strategy")
            #expect(noticed.client.lifecycle == .customer)
            #expect(noticed.churn.clientLeaves)
            let found = try await clients.call(GetContract(contract: won.contract.id, asOf: "2026-12-31"))
            #expect(found.contract.endedOn == "2027-01-01")
            #expect(found.inForce == won.contract)
            try await clients.runDepartures(clock: time.clock)
            #expect(try await clients.call(GetClient(client: won.client.id)).client.lifecycle == .customer)
            try time.set(to: "2027-01-01")
            // A notice ends the contract with the term: nothing is renewed.
            #expect(try await clients.renewals().isEmpty)
            try await clients.runDepartures(clock: time.clock)
            #expect(try await clients.call(GetClient(client: won.client.id)).client.lifecycle == .former)
            #expect(try await clients.handovers().items.map(\.state) == [.cancelled])
            let count = try await clients.feed().count
            try await clients.runDepartures(clock: time.clock)
            #expect(try await clients.feed().count == count)
        }
    }

    @Test func whoSignsAgainBeforeTheDayStays() async throws {
        try await withClients(on: "2026-01-20") { clients, time in
            let won = try await clients.won()
            _ = try await clients.lose(won.client, on: "2026-06-01", reason: "price")
            _ = try await clients.further(with: won.client, [.of("Care", 10_00)])
            try time.set(to: "2026-06-02")
            try await clients.runDepartures(clock: time.clock)
            #expect(try await clients.call(GetClient(client: won.client.id)).client.lifecycle == .customer)
        }
    }

    @Test func aFormerClientIsWonBack() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let won = try await clients.won()
            _ = try await clients.call(CompleteHandover.of(won.handover, from: "2026-01-20"))
            let present = try await clients.call(GetClient(client: won.client.id)).client
            let lost = try await clients.lose(present, on: "2026-01-20", reason: "price").client
            let draft = try await clients.draft(with: lost)
            let back = try await clients.call(ActivateContract.of(draft, signedOn: "2026-01-20", .to(.cleo)))
            #expect(back.client.lifecycle == .customer)
            #expect(back.handover?.outgoing == .bob)
            let changes = try await clients.call(GetClient(client: lost.id)).lifecycleChanges.map(\.lifecycle)
            #expect(changes == [.prospect, .customer, .former, .customer])
        }
    }

    @Test func contractsThatAreOverOrToComeEndAsTheyCan() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let won = try await clients.won("Acme", .of(from: "2025-01-01", to: "2025-12-31"))
            let later = try await clients.further(
                with: won.client, [.of("Care", 10_00)], terms: .of(from: "2026-07-01"))
            let churn = try await clients.lose(won.client, on: "2026-02-01", reason: "price").churn
            #expect(churn.ended == [won.contract.id, later.id])
            let ends = try await [won.contract, later].asyncMap {
                try await clients.call(GetContract(contract: $0.id)).contract.endedOn
            }
            #expect(ends == ["2026-01-01", "2026-07-01"])
            #expect(try await clients.call(GetContract(contract: later.id, asOf: "2026-08-01")).inForce == nil)
        }
    }

    @Test func theDayOfOneContractIsInItsTermOrTheDayAfter() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let won = try await clients.won()
            for day in ["2025-12-31", "2027-01-02"] as [CalendarDate] {
                await #expect(throws: ContractDayRefused(earliest: "2026-01-01", latest: "2027-01-01")) {
                    try await clients.lose(won.client, won.contract, on: day, reason: "price")
                }
            }
            let churn = try await clients.lose(won.client, won.contract, on: "2027-01-01", reason: "price").churn
            #expect(churn.lostOn == "2027-01-01")
        }
    }

    @Test func whatWasLostIsGivenWhereNoContractTells() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let acme = try await clients.create("Acme", lifecycle: .customer)
            await #expect(throws: ChurnAmountMissing()) {
                try await clients.lose(acme, on: "2026-01-20", reason: "price")
            }
            let yen = Money(minorUnits: 500, currency: try CurrencyCode(validating: "JPY"))
            let churn = try await clients.lose(acme, on: "2026-01-20", reason: "price", amounts: [.eur(7_00), yen])
                .churn
            #expect(churn.amounts == [.eur(7_00), yen])
            #expect(churn.ended.isEmpty)
        }
    }

    @Test func whatCannotBeIsRefused() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let prospect = try await clients.create("Prospect")
            await #expect(throws: ClientNotCustomer(lifecycle: .prospect)) {
                try await clients.lose(prospect, on: "2026-01-20", reason: "price")
            }
            let won = try await clients.won()
            let other = try await clients.won("Other")
            await #expect(throws: ContractNotFound()) {
                try await clients.lose(won.client, other.contract, on: "2026-01-20", reason: "price")
            }
            let draft = try await clients.draft(with: won.client)
            await #expect(throws: ContractStateRefused(state: .draft)) {
                try await clients.lose(won.client, draft, on: "2026-01-20", reason: "price")
            }
            await #expect(throws: ReasonNotFound(kind: .churn)) {
                try await clients.lose(won.client, on: "2026-01-20", reason: "nonsense")
            }
            await #expect(throws: ClientNotFound()) {
                try await clients.inOtherOrganisation.lose(won.client, on: "2026-01-20", reason: "price")
            }
            await #expect(throws: VersionConflict(currentVersion: won.client.version)) {
                try await clients.lose(prospect.as(won.client.id), on: "2026-01-20", reason: "price")
            }
            await #expect(
                performing: {
                    try await clients.lose(
                        won.client, on: "2026-01-20", reason: "price", winBackOn: "2026-01-19",
                        amounts: [.eur(1), .eur(-1)])
                }, throws: refusesParams(at: "$.winBackOn", "$.amounts[1].currency", "$.amounts[1].amount"))
            let reader = clients.as(.user(with: [.readContracts, .writeContracts, .readClients]))
            await #expect(
                performing: { try await reader.lose(won.client, on: "2026-01-20", reason: "price") },
                throws: isRemoteError(.permissionDenied))
            #expect(try await clients.call(GetClient(client: won.client.id)).client == won.client)
        }
    }

    @Test func moreContractsThanOneCallEndsAreRefused() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let won = try await clients.won()
            try await clients.database.withPool { pool in
                _ = try await pool.execute(
                    """
                    with made as (
                        select gen_random_uuid() as id, contract.*, fact.record
                        from clients.contract
                        join clients.fact on fact.record_id = contract.contract_id and fact.version = contract.version,
                            generate_series(1, 500)
                    ), fact as (
                        insert into clients.fact (
                            organisation_id, kind, record_id, version, record, recorded_at, recorded_by)
                        select organisation_id, 'contract', id, 1, record, now(), 'test' from made
                    )
                    insert into clients.contract (
                        organisation_id, contract_id, client_id, version, state, currency, recurring_minor_units,
                        starts_on, renews_tacitly)
                    select organisation_id, id, client_id, 1, 'active', 'EUR', 1, starts_on, false from made
                    """)
            }
            await #expect(throws: TooManyContracts(limit: Count(500))) {
                try await clients.lose(won.client, on: "2026-01-20", reason: "price")
            }
        }
    }

    @Test func aRepeatedKeyLosesOnce() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let won = try await clients.won()
            let key = try IdempotencyKey.fresh()
            let first = try await clients.lose(won.client, key: key, on: "2026-01-20", reason: "price")
            #expect(try await clients.lose(won.client, key: key, on: "2026-01-20", reason: "price") == first)
        }
    }
}
