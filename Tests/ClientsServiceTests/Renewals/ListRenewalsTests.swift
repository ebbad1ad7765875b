// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import ClientsService

@Suite struct ListRenewalsTests {
    @Test func whatFollowsFromTheTermsIsComputed() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let won = try await clients.won()
            let expected = Renewal(
                contract: won.contract.id, contractVersion: won.contract.version, client: won.client.id,
                clientName: won.client.name, manager: .ann, endsOn: "2026-12-31", noticeOn: "2026-10-02",
                renewsOn: "2027-01-01", nextEndsOn: "2027-12-31", value: .eur(1200_00), nextValue: .eur(1236_00))
            #expect(try await clients.renewals() == [expected])
            // Neither drafts nor open ends are renewed.
            _ = try await clients.draft(with: won.client)
            _ = try await clients.won("Open", .of(from: "2026-01-01", notice: 30))
            #expect(try await clients.renewals() == [expected])
            #expect(try await clients.inOtherOrganisation.renewals().isEmpty)
        }
    }

    @Test func renewalsAreChosenByDayAndManager() async throws {
        try await withClients(on: "2026-01-20") { clients, time in
            let first = try await clients.won("A", .of(from: "2026-01-01", to: "2026-06-30", notice: 90))
            let second = try await clients.won("B", .of(from: "2026-01-01", to: "2026-05-31"))
            let third = try await clients.won("C", .of(from: "2026-01-01", to: "2026-06-30", notice: 10))
            _ = try await clients.call(CompleteHandover.of(second.handover, from: "2026-02-01"))
            func listed(_ filter: RenewalFilter) async throws -> [ContractID] {
                try await clients.renewals(filter).map(\.contract)
            }
            #expect(try await listed(RenewalFilter()) == [second, first, third].map(\.contract.id))
            #expect(
                try await listed(RenewalFilter(from: "2026-06-01", to: "2026-06-30"))
                    == [first, third].map(\.contract.id))
            #expect(try await listed(RenewalFilter(to: "2026-05-31")) == [second.contract.id])
            #expect(try await listed(RenewalFilter(by: .notice)) == [first, third].map(\.contract.id))
            #expect(try await listed(RenewalFilter(from: "2026-06-20", by: .notice)) == [third.contract.id])
            #expect(try await listed(RenewalFilter(client: third.client.id)) == [third.contract.id])
            #expect(try await listed(RenewalFilter(manager: .ann)).count == 3)
            try time.set(to: "2026-02-01")
            #expect(try await listed(RenewalFilter(manager: .bob)) == [second.contract.id])
            #expect(try await listed(RenewalFilter(manager: .ann)) == [first, third].map(\.contract.id))
        }
    }

    @Test func pagesNeitherSkipNorRepeatContractsOfOneDay() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            var made: [ContractID] = []
            for number in 1...7 { made.append(try await clients.won("Client \(number)").contract.id) }
            var seen: [ContractID] = []
            var cursor: PageCursor?
            repeat {
                let page = try await clients.call(
                    ListRenewals(
                        filter: RenewalFilter(from: "2026-12-31"), limit: PageLimit(unchecked: 3), cursor: cursor))
                seen += page.items.map(\.contract)
                cursor = page.next
            } while cursor != nil && seen.count < 50
            #expect(seen == made.sorted())
            let next = try await clients.call(ListRenewals(limit: PageLimit(unchecked: 3))).next
            await #expect(
                performing: { _ = try await clients.renewals(RenewalFilter(by: .notice), cursor: next) },
                throws: refusesParams(at: "$.cursor"))
        }
    }

    /// Nobody did anything for three years, and nothing runs in the background.
    @Test func termsThatWentOnByThemselvesAreListedAsTheyAreNow() async throws {
        try await withClients(on: "2026-01-20") { clients, time in
            let yearly = try await clients.won("Yearly").contract
            let monthly = try await clients.won(
                "Monthly", .of(from: "2026-01-31", to: "2026-02-27", renewal: 1), [.of("Rent", 10_00)]
            ).contract
            try time.set(to: "2029-02-10")
            let found = try await clients.renewals()
            #expect(found.map(\.contract) == [monthly.id, yearly.id])
            #expect(found.map(\.endsOn) == ["2029-02-27", "2029-12-31"])
            #expect(found[1].value == .eur(1311_24))
            #expect(found[1].nextValue == .eur(1350_60))
            let changes = try await clients.call(GetContract(contract: monthly.id)).changes
            #expect(changes.count == 1 + 36)
            #expect(changes.dropFirst().allSatisfy { $0.kind == .tacitlyRenewed && $0.outcome == .same })
            let recorded = try await clients.feed().count
            #expect(try await clients.renewals() == found)
            #expect(try await clients.feed().count == recorded)
        }
    }

    @Test func theClerkRecordsForAllOrganisations() async throws {
        let time = TestClock()
        try time.set(to: "2026-01-20")
        var surroundings = TestSurroundings()
        surroundings.clock = time.clock
        try await withClients(in: surroundings) { clients in
            let ours = try await clients.won().contract
            let theirs = try await clients.inOtherOrganisation.won().contract
            try time.set(to: "2027-01-01")
            try await clients.runTacitRenewals(clock: time.clock)
            #expect(try await clients.call(GetContract(contract: ours.id)).contract.terms.endsOn == "2027-12-31")
            #expect(
                try await clients.inOtherOrganisation.call(GetContract(contract: theirs.id)).contract.version
                    == Version(unchecked: 3))
        }
    }

    @Test func aTermAtTheEndOfTheCalendarGoesOnNoMore() async throws {
        try await withClients(on: "2026-01-20") { clients, time in
            let terms = try ContractTerms.of(from: "9990-01-01", to: "9999-06-30", renewal: 12)
            let last = try await clients.won("Acme", terms).contract
            try time.set(to: "9999-07-01")
            #expect(try await clients.renewals().map(\.renewsOn) == [nil])
            let contract = try await clients.call(GetContract(contract: last.id)).contract
            #expect(contract.terms.renewalMonths == nil)
        }
    }

    @Test func renewalsAreFoundByAnIndex() async throws {
        try await withClients { clients in
            try await clients.fill(500)
            try await clients.fillContracts()
            let client = try await clients.call(GetClient(externalId: .shop("Client-7"))).client.id
            let place = RenewalListStore.Place(day: "2026-05-03", contract: .new(at: Clocks.start))
            for (filter, index) in [
                (RenewalFilter(from: "2026-05-03", to: "2026-05-05"), "contract_by_end"),
                (RenewalFilter(to: "2028-05-05", by: .notice), "contract_by_notice"),
                (RenewalFilter(client: client), "contract_by_client"),
            ] {
                let plan = try await clients.plan(
                    RenewalListStore.statement(filter, of: .first, today: "2026-05-01", after: place, limit: 101))
                #expect(plan.contains(index), "\(filter): \(plan)")
                #expect(!plan.contains("Seq Scan on contract"), "\(filter): \(plan)")
                #expect(!plan.contains("Seq Scan on fact"), "\(filter): \(plan)")
            }
            for statement in [
                TacitRenewals.isAnyOver(of: .first, today: "2026-01-01"),
                TacitRenewals.organisations(today: "2026-01-01", limit: 100),
                TacitRenewals.statement(of: .first, today: "2026-01-01", limit: 100),
            ] {
                let plan = try await clients.plan(statement)
                #expect(plan.contains("contract_over") || plan.contains("contract_by_end"), "\(plan)")
                #expect(!plan.contains("Seq Scan"), "\(plan)")
            }
        }
    }

    @Test func onlyReadersOfContractsList() async throws {
        try await withClients { clients in
            let other = clients.as(.user(with: [.readClients, .signContracts]))
            await #expect(
                performing: { _ = try await other.renewals() }, throws: isRemoteError(.permissionDenied))
        }
    }
}
