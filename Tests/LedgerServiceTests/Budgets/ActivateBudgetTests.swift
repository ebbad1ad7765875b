// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ActivateBudgetTests {
    @Test func newVersionTakesThePlaceOfTheOld() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBudgetedBook([.of(.rent, 100)])
            _ = try await ledger.call(CreateBudget.of("v2", in: book, copyOf: "v1"))
            _ = try await ledger.call(SetBudgetLines.of([.of(.rent, 200)], budget: "v2", in: book, key: "v2"))
            await #expect(throws: BudgetExceeded.self) { try await ledger.post(.rent(150, in: book, key: "1")) }
            let active = try await ledger.call(ActivateBudget.of("v2", in: book, key: "a2", replaces: "v1")).budget
            #expect(active.state == .active && active.check == .refuse)
            _ = try await ledger.post(.rent(150, in: book, key: "2"))
            let states = try await ledger.call(ListBudgets(book: book)).items.map(\.state)
            #expect(states == [.retired, .active])
        }
    }

    @Test func activeBudgetCanChangeItsCheck() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBudgetedBook([.of(.rent, 100)], .none)
            _ = try await ledger.post(.rent(150, in: book, key: "1"))
            _ = try await ledger.call(ActivateBudget.of("v1", .warn, in: book, key: "warn", version: 3))
            #expect(try await ledger.post(.rent(1, in: book, key: "2")).warnings?.count == 1)
            _ = try await ledger.call(ActivateBudget.of("v1", .refuse, in: book, key: "refuse", version: 4))
            await #expect(throws: BudgetExceeded.self) { try await ledger.post(.rent(1, in: book, key: "3")) }
        }
    }

    @Test func everyActiveBudgetMustHaveRoom() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBudgetedBook([.of(.rent, 100)])
            _ = try await ledger.call(CreateBudget.of("project", in: book))
            _ = try await ledger.call(SetBudgetLines.of([.of(.rent, 50)], budget: "project", in: book, key: "p"))
            _ = try await ledger.call(ActivateBudget.of("project", in: book, key: "ap"))
            let error = await #expect(throws: BudgetExceeded.self) {
                try await ledger.post(.rent(60, in: book, key: "1"))
            }
            #expect(error?.budget == "project")
        }
    }

    @Test func unknownRetiredAndChangedBudgetsAreRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBudgetedBook([.of(.rent, 100)])
            await #expect(throws: BudgetNotFound(budget: "v9")) {
                try await ledger.call(ActivateBudget.of("v9", in: book, key: "1"))
            }
            await #expect(throws: VersionConflict(currentVersion: Version(unchecked: 3))) {
                try await ledger.call(ActivateBudget.of(in: book, key: "2", version: 1))
            }
            _ = try await ledger.call(RetireBudget.of(in: book))
            await #expect(throws: BudgetRetired()) {
                try await ledger.call(ActivateBudget.of(in: book, key: "3", version: 4))
            }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(ActivateBudget.of(in: book, key: "4", version: 4))
            }
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.call(ActivateBudget.of(in: book, key: "5", version: 4, replaces: "v1"))
            }
            #expect(error?.violations.map(\.path) == ["$.replaces"])
        }
    }
}
