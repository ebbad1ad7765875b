// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@Suite struct ListDeferralsTests {
    @Test func pagesOfOneStateHoldEachDeferralOnce() async throws {
        try await withLedger(at: .atNoon(of: "2026-03-01")) { ledger in
            let book = try await ledger.openBook()
            for index in 0..<5 {
                let plan = DeferralPlan.prepaid(100, periods: index == 0 ? 1 : 6)
                _ = try await ledger.call(CreateDeferral.of(plan, in: book, key: "\(index)"))
            }
            _ = try await ledger.call(CreateRecurringEntry.of(in: book))
            _ = try await ledger.call(RunSchedules(book: book))
            let completed = try await ledger.call(ListDeferrals(book: book, state: .completed)).items
            #expect(completed.map(\.posted) == [.gbp(100)] && completed.first?.nextDueOn == nil)
            var listed: [Deferral] = []
            var cursor: PageCursor?
            repeat {
                let page = try await ledger.call(
                    ListDeferrals(book: book, state: .active, limit: PageLimit(unchecked: 3), cursor: cursor))
                listed += page.items
                cursor = page.next
            } while cursor != nil
            #expect(Set(listed.map(\.id)).count == 4 && listed.count == 4)
        }
    }

    @Test func anotherOrganisationSeesNothing() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(ListDeferrals(book: book))
            }
        }
    }
}
