// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@Suite struct ListBudgetsTests {
    @Test func pagesHoldEveryBudgetOnce() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBudgetedBook([.of(.rent, 100)])
            for code: BudgetCode in ["v2", "v3", "v4"] { _ = try await ledger.call(CreateBudget.of(code, in: book)) }
            var listed: [Budget] = []
            var cursor: PageCursor?
            repeat {
                let page = try await ledger.call(
                    ListBudgets(book: book, state: .draft, limit: PageLimit(unchecked: 2), cursor: cursor))
                listed += page.items
                cursor = page.next
            } while cursor != nil
            #expect(listed.map(\.code) == ["v2", "v3", "v4"])
            #expect(try await ledger.call(ListBudgets(book: book)).items.count == 4)
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(ListBudgets(book: book))
            }
        }
    }
}
