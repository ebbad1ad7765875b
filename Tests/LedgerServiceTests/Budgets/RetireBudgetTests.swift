// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@Suite struct RetireBudgetTests {
    @Test func retiredBudgetChecksNothingAndIsStillReported() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBudgetedBook([.of(.rent, 100)])
            #expect(try await ledger.call(RetireBudget.of(in: book)).budget.state == .retired)
            _ = try await ledger.post(.rent(150, in: book, key: "1"))
            #expect(try await ledger.report(in: book).map(\.variance) == [.gbp(-50)])
        }
    }

    @Test func unknownRetiredAndChangedBudgetsAreRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBudgetedBook([.of(.rent, 100)])
            await #expect(throws: BudgetNotFound(budget: "v9")) {
                try await ledger.call(RetireBudget.of("v9", in: book, key: "1"))
            }
            await #expect(throws: VersionConflict(currentVersion: Version(unchecked: 3))) {
                try await ledger.call(RetireBudget.of(in: book, key: "2", version: 1))
            }
            _ = try await ledger.call(RetireBudget.of(in: book))
            await #expect(throws: BudgetRetired()) {
                try await ledger.call(RetireBudget.of(in: book, key: "3", version: 4))
            }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(RetireBudget.of(in: book, key: "4"))
            }
        }
    }
}
