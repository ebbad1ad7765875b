// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct RenewContractTests {
    @Test func theSameAgainIsAtRaisedPrices() async throws {
        try await withClients(on: "2026-01-20") { clients, time in
            let signed = try await clients.won().contract
            try time.set(to: "2026-11-05")
            let renewed = try await clients.renew(signed)
            #expect(renewed.outcome == .expansion)
            #expect(renewed.contract.terms.endsOn == "2027-12-31")
            #expect(renewed.contract.terms.startsOn == "2026-01-01")
            #expect(renewed.contract.lines.map(\.price.minorUnits) == [103_00, 900_00])
            let change = ContractChange(
                version: Version(unchecked: 3), kind: .renewed, effectiveOn: "2027-01-01", before: .eur(1200_00),
                after: .eur(1236_00), outcome: .expansion, recordedAt: time.now)
            #expect(renewed.contract.latestChange == change)
            #expect(try await clients.feed().last?.contract == renewed.contract)
            // Until then the present term counts.
            let found = try await clients.call(GetContract(contract: signed.id, asOf: "2026-12-31"))
            #expect(found.inForce == signed)
            #expect(
                try await clients.call(GetContract(contract: signed.id, asOf: "2027-01-01")).inForce
                    == renewed.contract)
        }
    }

    @Test func aRenewalIsTheSameLargerOrSmaller() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let signed = try await clients.won().contract
            let same = try await clients.renew(signed, keepsPrices: true)
            #expect(same.outcome == .same)
            #expect(same.contract.lines == signed.lines)
            let larger = try await clients.renew(
                same.contract, months: 24, [.of("Support", 100_00), .of("Training", 20_00)], escalator: "5")
            #expect(larger.outcome == .expansion)
            #expect(larger.contract.terms.endsOn == "2029-12-31")
            #expect(larger.contract.terms.escalator?.text == "5")
            #expect(larger.contract.terms.noticeDays == signed.terms.noticeDays)
            let smaller = try await clients.renew(
                larger.contract, endsOn: "2030-06-30", [.of("Support", 90_00)], reason: "budget-cut")
            #expect(smaller.outcome == .contraction)
            #expect(smaller.contract.latestChange?.reason?.code.text == "budget-cut")
            #expect(smaller.contract.terms.endsOn == "2030-06-30")
            let changes = try await clients.call(GetContract(contract: signed.id)).changes
            #expect(changes.map(\.effectiveOn) == ["2026-01-01", "2027-01-01", "2028-01-01", "2030-01-01"])
        }
    }

    @Test func aTermThatIsOverIsRenewedLate() async throws {
        try await withClients(on: "2026-01-20") { clients, time in
            let terms = try ContractTerms.of(from: "2025-02-01", to: "2026-01-31", notice: 30)
            let signed = try await clients.won("Acme", terms).contract
            try time.set(to: "2026-03-15")
            #expect(try await clients.call(GetContract(contract: signed.id, asOf: "2026-03-01")).inForce == nil)
            #expect(try await clients.renewals().map(\.contract) == [signed.id])
            let renewed = try await clients.renew(signed, months: 12).contract
            #expect(renewed.latestChange?.effectiveOn == "2026-02-01")
            #expect(renewed.terms.endsOn == "2027-01-31")
            #expect(
                try await clients.call(GetContract(contract: signed.id, asOf: "2026-03-01")).inForce == renewed)
        }
    }

    @Test func tacitRenewalsAreRecordedFirst() async throws {
        try await withClients(on: "2026-01-20") { clients, time in
            let signed = try await clients.won().contract
            try time.set(to: "2028-02-01")
            let renewed = try await clients.renew(signed).contract
            #expect(renewed.terms.endsOn == "2029-12-31")
            let changes = try await clients.call(GetContract(contract: signed.id)).changes
            #expect(changes.map(\.kind) == [.signed, .tacitlyRenewed, .tacitlyRenewed, .renewed])
        }
    }

    @Test func whatCannotBeRenewedIsRefused() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let won = try await clients.won()
            let signed = won.contract
            let open = try await clients.won("Open", .of(from: "2026-01-01")).contract
            await #expect(throws: ContractOpenEnded()) { try await clients.renew(open) }
            let plain = try await clients.won("Plain", .of(from: "2026-01-01", to: "2026-12-31")).contract
            await #expect(
                performing: { try await clients.renew(plain) }, throws: refusesParams(at: "$.endsOn"))
            await #expect(
                performing: { try await clients.renew(signed, endsOn: "2026-12-31") },
                throws: refusesParams(at: "$.endsOn"))
            await #expect(
                performing: { try await clients.renew(signed, months: 1, endsOn: "2027-12-31") },
                throws: refusesParams(at: "$.endsOn"))
            await #expect(
                performing: { try await clients.renew(signed, [.of("a", 1)], keepsPrices: true) },
                throws: refusesParams(at: "$.keepsPrices"))
            await #expect(throws: ReasonNotFound(kind: .contraction)) {
                try await clients.renew(signed, [.of("a", 1)], reason: "nonsense")
            }
            await #expect(throws: ContactNotFound()) {
                try await clients.renew(signed, signing: .on("2026-01-20", by: .new(at: Clocks.start)))
            }
            let draft = try await clients.draft(with: won.client)
            await #expect(throws: ContractStateRefused(state: .draft)) { try await clients.renew(draft) }
            await #expect(throws: ContractNotFound()) { try await clients.inOtherOrganisation.renew(signed) }
            #expect(try await clients.call(GetContract(contract: signed.id)).contract == signed)
        }
    }

    @Test func aRepeatedKeyRenewsOnceAndAnOldVersionConflicts() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let signed = try await clients.won().contract
            let key = try IdempotencyKey.fresh()
            let first = try await clients.renew(signed, key: key)
            #expect(try await clients.renew(signed, key: key) == first)
            await #expect(throws: VersionConflict(currentVersion: first.contract.version)) {
                try await clients.renew(signed)
            }
            let other = clients.as(.user(with: [.readContracts, .writeContracts]))
            await #expect(
                performing: { try await other.renew(first.contract) }, throws: isRemoteError(.permissionDenied))
        }
    }
}
