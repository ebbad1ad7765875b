// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct CreateDeferralTests {
    @Test func partsAreKnownBeforeAnyIsPosted() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let create = try CreateDeferral.of(.prepaid(1000, periods: 3), in: book)
            let answer = try await ledger.call(create)
            #expect(answer.parts.map(\.dueOn) == ["2026-01-31", "2026-02-28", "2026-03-31"])
            #expect(answer.parts.map(\.amount) == [.gbp(333), .gbp(333), .gbp(334)])
            #expect(answer.parts.allSatisfy { $0.state == .planned })
            let deferral = answer.deferral
            #expect(deferral.remaining == .gbp(1000) && deferral.posted == .gbp(0))
            #expect(deferral.endsOn == "2026-03-31" && deferral.nextDueOn == "2026-01-31")
            #expect(try await ledger.call(create) == answer)
            #expect(try await ledger.entryCount(of: book) == 0)
        }
    }

    @Test func foreignAmountTakesItsWorthWithIt() async throws {
        try await withLedger(at: .atNoon(of: "2026-04-15")) { ledger in
            let book = try await ledger.openBook()
            let plan = DeferralPlan(
                amount: .eur(300), functionalAmount: .gbp(250), from: .deferredIncome, to: .sales, method: .byMonth,
                startsOn: "2026-01-01", periods: .init(unchecked: 3))
            let parts = try await ledger.call(CreateDeferral.of(plan, in: book)).parts
            #expect(parts.map(\.functionalAmount) == [.gbp(83), .gbp(83), .gbp(84)])
            _ = try await ledger.call(RunSchedules(book: book))
            let trial = try await ledger.call(GetTrialBalance(book: book)).rows
            #expect(trial.map { "\($0.account) \($0.balance.minorUnits)" } == ["2410 250", "4100 -250"])
        }
    }

    @Test func planMustBeFit() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            await #expect(throws: AccountNotFound(account: "9")) {
                try await ledger.call(CreateDeferral.of(.prepaid(to: "9"), in: book, key: "1"))
            }
            await #expect(throws: AccountIsHeading(account: .expenses)) {
                try await ledger.call(CreateDeferral.of(.prepaid(to: .expenses), in: book, key: "2"))
            }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(CreateDeferral.of(in: book, key: "3"))
            }
            let wrong = DeferralPlan(
                amount: .gbp(0), functionalAmount: .eur(0), from: .rent, to: .rent, method: .byDay,
                startsOn: "2026-01-01", periods: .init(unchecked: 1))
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.call(CreateDeferral.of(wrong, in: book, key: "4"))
            }
            #expect(
                error?.violations.map(\.path) == [
                    "$.plan.amount", "$.plan.to", "$.plan.functionalAmount", "$.plan.functionalAmount",
                    "$.plan.functionalAmount",
                ])
            let bookkeeper = await #expect(throws: RemoteError.self) {
                try await ledger.as(.bookkeeper).call(CreateDeferral.of(in: book, key: "5"))
            }
            #expect(bookkeeper?.code == -32003)
        }
    }
}
