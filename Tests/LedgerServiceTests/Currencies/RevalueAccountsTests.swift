// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@Suite struct RevalueAccountsTests {
    /// 100.00 EUR of receivables carried at 85.00 GBP, and a closing rate of 0.87.
    private func withReceivable(_ body: (TestLedger, BookID) async throws -> Void) async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.post(
                .transfer(
                    .eur(10_000), at: .gbp(8_500), from: .sales, to: .receivables, in: book, key: "sale",
                    on: "2026-01-10"))
            _ = try await ledger.call(
                SetRates.of([.of(.eur, "0.87", on: "2026-01-31", type: .closing)], in: book))
            try await body(ledger, book)
        }
    }

    private func carrying(
        _ account: AccountCode, _ day: CalendarDate, _ ledger: TestLedger, _ book: BookID
    ) async throws
        -> Money?
    {
        try await ledger.call(GetTrialBalance(book: book, asOf: day)).rows.first { $0.account == account }?.balance
    }

    @Test func differenceIsBookedAndReversedTheNextDay() async throws {
        try await withReceivable { ledger, book in
            let answer = try await ledger.call(RevalueAccounts.of(book))
            let entry = try #require(answer.entries.first)
            #expect(answer.entries.count == 1 && answer.revaluation.totalGain == .gbp(200))
            let booked = try await ledger.call(GetEntry(book: book, entry: entry.entry)).entry
            #expect(booked.kind == .revaluation && booked.postedOn == "2026-01-31")
            #expect(
                booked.lines == [
                    EntryLine(account: .receivables, side: .debit, amount: .eur(0), functionalAmount: .gbp(200)),
                    EntryLine(account: "4910", side: .credit, amount: .eur(0), functionalAmount: .gbp(200)),
                ])
            let reversal = try await ledger.call(GetEntry(book: book, entry: entry.reversal)).entry
            #expect(reversal.kind == .reversal && reversal.postedOn == "2026-02-01")
            #expect(reversal.reverses == entry.number && booked.reversedBy == entry.reversalNumber)
            #expect(reversal.lines.map(\.side) == [.credit, .debit])

            #expect(try await carrying(.receivables, "2026-01-31", ledger, book) == .gbp(8_700))
            #expect(try await carrying("4910", "2026-01-31", ledger, book) == .gbp(-200))
            #expect(try await carrying(.receivables, "2026-02-01", ledger, book) == .gbp(8_500))
            #expect(try await carrying("4910", "2026-02-01", ledger, book) == .gbp(0))
        }
    }

    @Test func secondRunChangesNothingAndACorrectionBooksTheRest() async throws {
        try await withReceivable { ledger, book in
            let first = try await ledger.call(RevalueAccounts.of(book))
            #expect(try await ledger.call(RevalueAccounts.of(book)) == first)
            let second = try await ledger.call(RevalueAccounts.of(book, key: "another"))
            #expect(second.entries.isEmpty && second.revaluation.balances.map(\.difference) == [.gbp(0)])
            #expect(try await ledger.entryCount(of: book) == 3)

            _ = try await ledger.call(
                SetRates.of([.of(.eur, "0.84", on: "2026-01-31", type: .closing)], in: book, key: "correction"))
            let corrected = try await ledger.call(RevalueAccounts.of(book, key: "third"))
            #expect(corrected.revaluation.totalLoss == .gbp(300) && corrected.entries.count == 1)
            #expect(try await carrying(.receivables, "2026-01-31", ledger, book) == .gbp(8_400))
            #expect(try await carrying(.receivables, "2026-02-01", ledger, book) == .gbp(8_500))
        }
    }

    @Test func entryDatedBackIsRevaluedByTheNextRun() async throws {
        try await withReceivable { ledger, book in
            _ = try await ledger.call(RevalueAccounts.of(book))
            _ = try await ledger.post(
                .transfer(
                    .eur(5_000), at: .gbp(4_000), from: .sales, to: .receivables, in: book, key: "late",
                    on: "2026-01-20"))
            let again = try await ledger.call(RevalueAccounts.of(book, key: "again"))
            #expect(again.revaluation.balances.map(\.difference) == [.gbp(350)])
            #expect(try await carrying(.receivables, "2026-01-31", ledger, book) == .gbp(13_050))
        }
    }

    @Test func withoutReversalTheNextRevaluationGoesOnFromIt() async throws {
        try await withReceivable { ledger, book in
            let january = try await ledger.call(RevalueAccounts.of(book, isReversed: false))
            #expect(january.entries.first?.reversal == nil)
            _ = try await ledger.call(
                SetRates.of([.of(.eur, "0.88", on: "2026-02-28", type: .closing)], in: book, key: "rates-february"))
            let february = try await ledger.call(
                RevalueAccounts.of(book, key: "february", asOf: "2026-02-28", isReversed: false))
            #expect(february.revaluation.balances.map(\.carrying) == [.gbp(8_700)])
            #expect(february.revaluation.totalGain == .gbp(100))
            #expect(try await carrying("4910", "2026-02-28", ledger, book) == .gbp(-300))
        }
    }

    @Test func reversalIsOnTheDayOfChoiceAndOnlyOnce() async throws {
        try await withReceivable { ledger, book in
            let answer = try await ledger.call(RevalueAccounts.of(book, reverseOn: "2026-03-15"))
            let entry = try #require(answer.entries.first)
            #expect(try await carrying(.receivables, "2026-03-14", ledger, book) == .gbp(8_700))
            #expect(try await carrying(.receivables, "2026-03-15", ledger, book) == .gbp(8_500))
            await #expect(throws: EntryReversed(reversal: try #require(entry.reversalNumber))) {
                try await ledger.call(
                    ReverseEntry(book: book, idempotencyKey: .init(validating: "r"), entry: entry.entry))
            }
        }
    }

    @Test func accountThatNeedsADimensionIsRevaluedAsAWhole() async throws {
        try await withReceivable { ledger, book in
            try await ledger.database.withPool(size: 1) { admin in
                _ = try await admin.execute("update ledger.account set required_dimensions = 1 where code = '1100'")
                _ = try await admin.execute("update ledger.head set settings_version = settings_version + 1")
            }
            #expect(try await ledger.call(RevalueAccounts.of(book)).entries.count == 1)
        }
    }

    @Test func manyBalancesTakeSeveralEntries() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            var entries: [NewEntry] = []
            for index in 0..<200 {
                let code = AccountCode(stringLiteral: "R\(1000 + index)")
                _ = try await ledger.call(
                    CreateAccount(
                        book: book, idempotencyKey: .init(validating: code.text), code: code,
                        name: Text(validating: "R"), kind: .asset))
                entries.append(try .of([.debit(code, .eur(100)), .credit(.sales, .eur(100))], key: "e\(index)"))
            }
            _ = try await ledger.call(
                SetRates.of([.of(.eur, "0.8"), .of(.eur, "0.9", on: "2026-01-31", type: .closing)], in: book))
            _ = try await ledger.call(PostEntries.of(entries, in: book))
            let answer = try await ledger.call(RevalueAccounts.of(book))
            #expect(answer.entries.count == 2 && answer.revaluation.totalGain == .gbp(2_000))
            #expect(try await ledger.entryCount(of: book) == 204)
            #expect(try await ledger.call(RevalueAccounts.of(book, key: "2")).entries.isEmpty)
        }
    }

    @Test func whatCannotBeRevaluedIsRefusedAndLeavesNothing() async throws {
        try await withReceivable { ledger, book in
            await #expect(throws: RateNotFound(from: .eur, to: .gbp, on: "2026-01-31", type: .spot)) {
                try await ledger.call(RevalueAccounts.of(book, key: "1", type: .spot))
            }
            await #expect(throws: AccountNotFound(account: "9")) {
                try await ledger.call(RevalueAccounts.of(book, key: "2", gain: "9"))
            }
            await #expect(throws: AccountIsHeading(account: "4000")) {
                try await ledger.call(RevalueAccounts.of(book, key: "3", gain: "4000"))
            }
            await #expect(throws: AccountNotRevaluable(account: .sales)) {
                try await ledger.call(RevalueAccounts.of(book, key: "4", accounts: [.sales]))
            }
            let early = await #expect(throws: RemoteError.self) {
                try await ledger.call(RevalueAccounts.of(book, key: "5", reverseOn: "2026-01-31"))
            }
            #expect(early?.violations.map(\.path) == ["$.reverseOn"])
            let contradiction = await #expect(throws: RemoteError.self) {
                try await ledger.call(
                    RevalueAccounts.of(book, key: "6", isReversed: false, reverseOn: "2026-02-01"))
            }
            #expect(contradiction?.violations.map(\.path) == ["$.reverseOn"])
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(RevalueAccounts.of(book, key: "7"))
            }
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.as(.bookkeeper).call(RevalueAccounts.of(book, key: "8"))
            }
            #expect(error?.code == -32003)
            let count = try await ledger.entryCount(of: book)
            #expect(count == 1)
        }
    }
}

extension RevalueAccounts {
    static func of(
        _ book: BookID, key: String = "revaluation", asOf: CalendarDate = "2026-01-31", type: RateType? = nil,
        accounts: [AccountCode]? = nil, gain: AccountCode = "4910", isReversed: Bool? = nil,
        reverseOn: CalendarDate? = nil
    ) throws -> RevalueAccounts {
        RevalueAccounts(
            book: book, idempotencyKey: try .init(validating: key), asOf: asOf, rateType: type,
            accounts: try accounts.map { try List(validating: $0) }, gainAccount: gain, lossAccount: "5910",
            isReversed: isReversed, reverseOn: reverseOn)
    }
}
