// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct CreateFiscalYearTests {
    @Test func yearHasPeriodsWithCodesOfItsOwn() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let create = try CreateFiscalYear.months(in: book)
            let made = try await ledger.call(create)
            #expect(made.year.endsOn == "2026-12-31" && made.year.periodCount == Count(12))
            #expect(made.periods.map(\.code).prefix(2) == ["2026-01", "2026-02"])
            #expect(made.periods.allSatisfy { $0.state == .open && $0.year == "2026" })
            #expect(try await ledger.call(create) == made)
            #expect(try await ledger.call(ListFiscalYears(book: book)).items == [made.year])
            #expect(try await ledger.call(ListPeriods(book: book)).items == made.periods)
        }
    }

    @Test func bookWithYearsTakesNoOtherDays() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await ledger.sell(1, in: book, on: "1999-12-31", key: "before")
            _ = try await ledger.call(CreateFiscalYear.months(in: book))
            let missing = PeriodMissing(firstDay: "2026-01-01", lastDay: "2026-12-31")
            await #expect(throws: missing) { try await ledger.sell(1, in: book, on: "2025-12-31", key: "a") }
            await #expect(throws: missing) { try await ledger.sell(1, in: book, on: "2027-01-01", key: "b") }
            try await ledger.sell(1, in: book, on: "2026-01-01", key: "c")
            try await ledger.sell(1, in: book, on: "2026-12-31", key: "d")
            #expect(try await ledger.entryCount(of: book) == 3)
        }
    }

    @Test func yearsFollowOneAnother() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            await #expect(throws: FiscalYearNotContiguous(firstDay: "2026-01-01", lastDay: "2026-12-31")) {
                try await ledger.call(CreateFiscalYear.months("2028", from: "2028-01-01", in: book))
            }
            await #expect(throws: FiscalYearCodeTaken()) {
                try await ledger.call(CreateFiscalYear.months(from: "2027-01-01", in: book, key: "again"))
            }
            let short = try await ledger.call(
                CreateFiscalYear(
                    book: book, idempotencyKey: "short", code: "S", startsOn: "2025-10-01", pattern: .own,
                    periodEnds: try List(validating: ["2025-11-30", "2025-12-31"])))
            #expect(short.periods.map(\.code) == ["S-01", "S-02"])
            _ = try await ledger.call(
                CreateFiscalYear(
                    book: book, idempotencyKey: "weeks", code: "W", name: try Text(validating: "In weeks"),
                    startsOn: "2027-01-01", pattern: .weeks445, weeks: FiscalWeeks(unchecked: 53)))
            let years = try await ledger.call(ListFiscalYears(book: book)).items
            #expect(years.map(\.code) == ["S", "2026", "W"])
            #expect(years.map(\.endsOn) == ["2025-12-31", "2026-12-31", "2028-01-06"])
        }
    }

    @Test func noYearComesBeforeAClosedOne() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            try await ledger.close(in: book)
            await #expect(throws: LaterYearClosed(year: "2026")) {
                try await ledger.call(CreateFiscalYear.months("2025", from: "2025-01-01", in: book))
            }
        }
    }

    @Test func yearsThatCannotBeAreInvalid() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.call(
                    CreateFiscalYear(
                        book: book, idempotencyKey: "k", code: "2026", startsOn: "2026-01-01", pattern: .own))
            }
            #expect(error?.code == -32602)
        }
    }

    @Test func calendarIsTheOrganisationsOwnAndNeedsThePermission() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let create = try CreateFiscalYear.months(in: book)
            await #expect(throws: BookNotFound()) { try await ledger.inOtherOrganisation.call(create) }
            let error = await #expect(throws: RemoteError.self) { try await ledger.as(.bookkeeper).call(create) }
            #expect(error?.code == -32003)
        }
    }
}
