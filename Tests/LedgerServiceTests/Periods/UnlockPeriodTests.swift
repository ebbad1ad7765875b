// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct UnlockPeriodTests {
    private static func locked(
        _ period: PeriodCode, _ level: LockLevel = .soft, _ module: EntryModule = .general
    ) -> PeriodLocked {
        PeriodLocked(period: period, level: level, module: module)
    }

    @Test func softLockHoldsItsModulesUntilItIsTakenAway() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            let period = try await ledger.lock("2026-01", in: book, modules: [.payables, .general])
            #expect(period.state == .softLocked)
            #expect(period.locks.map(\.module) == [.general, .payables])
            #expect(period.locks[0].lockedBy.text == ledger.caller.label)
            await #expect(throws: Self.locked("2026-01")) {
                try await ledger.sell(1, in: book, on: "2026-01-31", key: "a")
            }
            await #expect(throws: Self.locked("2026-01", .soft, .payables)) {
                try await ledger.sell(1, in: book, on: "2026-01-01", module: .payables, key: "b")
            }
            try await ledger.sell(1, in: book, on: "2026-01-01", module: .payroll, key: "c")
            try await ledger.sell(1, in: book, on: "2026-02-01", key: "d")
            let opened = try await ledger.unlock("2026-01", in: book, modules: [.general])
            #expect(opened.locks.map(\.module) == [.payables])
            try await ledger.sell(1, in: book, on: "2026-01-31", key: "e")
            #expect(try await ledger.unlock("2026-01", in: book, key: "all").state == .open)
            try await ledger.sell(1, in: book, on: "2026-01-01", module: .payables, key: "f")
        }
    }

    @Test func openPeriodStaysOpenAndNobodyIsTold() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            let reader = ledger.as(ledger.caller.with([.readLedgerFeed]))
            let before = try await reader.call(ReadLedgerFeed(book: book, after: .start)).head
            #expect(try await ledger.unlock("2026-01", in: book).state == .open)
            #expect(try await reader.call(ReadLedgerFeed(book: book, after: .start)).head == before)
        }
    }

    @Test func hardLocksAndClosedYearsAreNotOpened() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears(2)
            try await ledger.lock("2027-01", in: book, .hard)
            try await ledger.close(in: book)
            for period in ["2026-01", "2027-01"] as [PeriodCode] {
                await #expect(throws: PeriodLockedForGood(period: period)) {
                    try await ledger.unlock(period, in: book, key: .init(validating: "unlock-\(period)"))
                }
            }
        }
    }

    @Test func unknownPeriodsOtherOrganisationsAndMissingRightsAreRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            await #expect(throws: PeriodNotFound(period: "2026-13")) { try await ledger.unlock("2026-13", in: book) }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.unlock("2026-01", in: book)
            }
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.as(.bookkeeper).unlock("2026-01", in: book)
            }
            #expect(error?.code == -32003)
        }
    }
}
