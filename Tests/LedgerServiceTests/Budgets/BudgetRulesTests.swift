// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import LedgerService

@Suite struct BudgetRulesTests {
    private static let north = SymbolKey(kind: .costCentre, code: "north")

    /// Expenses (1) above rent (2) and, through services (3), cleaning (4); income (5); bank (6).
    private static func settings(_ lines: [CheckedBudgetLine]) -> BookSettings {
        let accounts: [PostableAccount] = [
            .init(id: 1, code: "5000", kind: .expense, isHeading: true), .init(id: 2, code: "rent", kind: .expense),
            .init(id: 3, code: "5100", kind: .expense, isHeading: true), .init(id: 4, code: "clean", kind: .expense),
            .init(id: 5, code: "sales", kind: .income), .init(id: 6, code: "bank", kind: .asset),
        ]
        return BookSettings(
            version: 1, functionalCurrency: .gbp, accounts: accounts, dimensions: [.costCentre: false],
            budgets: BudgetSettings(
                lines: lines, tracked: [north], accounts: accounts.map(\.id), parents: [2: 1, 3: 1, 4: 3]))
    }

    private static func line(
        _ account: Int32, _ code: AccountCode, _ amount: Int64, to last: CalendarDate = "2026-05-01",
        side: EntrySide = .debit, refuses: Bool = true, value: SymbolKey? = nil
    ) -> CheckedBudgetLine {
        CheckedBudgetLine(
            budget: "v1", account: account, accountCode: code, normalSide: side, firstMonth: "2026-05-01",
            lastMonth: last, value: value, minorUnits: amount, isRefusing: refuses)
    }

    /// Posts one entry after another in one batch, onto what was used before.
    private func post(
        _ entries: [[EntryLine]], _ lines: [CheckedBudgetLine], used: [Int: Int128] = [:],
        on day: CalendarDate = "2026-05-31"
    ) throws -> (answers: [PostingAnswer], batch: JournalBatch) {
        var state = JournalState(
            settings: Self.settings(lines), head: Head(), recordedAt: Instant(microseconds: 0))
        state.budgetUse = used
        let requests = try entries.enumerated().map { try FoldTests.request($1, key: "\($0)", on: day) }
        let (batch, answers) = Fold.fold([JournalUnit(requests)], onto: &state)
        return (Array(answers.joined()), batch)
    }

    private func spend(_ pence: Int64, _ account: AccountCode = "rent", at place: DimensionCode? = nil) -> [EntryLine] {
        [
            EntryLine(account: account, side: .debit, amount: .gbp(pence), costCentre: place),
            .credit("bank", .gbp(pence)),
        ]
    }

    private func isPosted(_ answers: [PostingAnswer]) -> [Bool] { answers.map { !$0.isRefused } }

    @Test func budgetIsUsedUpToItsLastPenny() throws {
        let lines = [Self.line(2, "rent", 100)]
        let (answers, _) = try post([spend(60), spend(41), spend(40), spend(1)], lines)
        #expect(isPosted(answers) == [true, false, true, false])
        guard case .refused(let error as BudgetExceeded) = answers[1].result else { throw Unexpected() }
        #expect(error.over == .gbp(1) && error.account == "rent" && error.from == "2026-05" && error.to == "2026-05")
    }

    @Test func whatWasUsedBeforeTheBatchCounts() throws {
        #expect(
            try isPosted(post([spend(41), spend(40)], [Self.line(2, "rent", 100)], used: [0: 60]).answers) == [
                false, true,
            ])
    }

    @Test func headingSumsAllBelowIt() throws {
        let lines = [Self.line(1, "5000", 100), Self.line(3, "5100", 30)]
        let (answers, _) = try post([spend(80), spend(25, "clean"), spend(20, "clean"), spend(11, "clean")], lines)
        #expect(isPosted(answers) == [true, false, true, false])
    }

    @Test func refundsMakeRoomAndAreNeverRefused() throws {
        let refund: [EntryLine] = [.debit("bank", .gbp(30)), .credit("rent", .gbp(30))]
        let (answers, _) = try post([refund, spend(1), refund, spend(10)], [Self.line(2, "rent", 100)], used: [0: 150])
        #expect(isPosted(answers) == [true, false, true, true])
    }

    @Test func othersMonthsAndValuesAreFree() throws {
        let month = [Self.line(2, "rent", 10)]
        #expect(try isPosted(post([spend(11)], month, on: "2026-06-01").answers) == [true])
        #expect(try isPosted(post([spend(11)], month, on: "2026-05-01").answers) == [false])
        let value = [Self.line(2, "rent", 10, value: Self.north)]
        #expect(
            try isPosted(post([spend(11), spend(11, at: "south"), spend(11, at: "north")], value).answers) == [
                true, true, false,
            ])
    }

    @Test func warningsAreCollectedAndRefusalsComeFirst() throws {
        let warn = Self.line(2, "rent", 10, refuses: false)
        let (answers, _) = try post([spend(10), spend(5)], [warn])
        #expect(answers.map(\.warnings.count) == [0, 1] && isPosted(answers) == [true, true])
        #expect(answers[1].warnings.first?.budgetExceeded?.over == .gbp(5))
        #expect(try isPosted(post([spend(15)], [warn, Self.line(1, "5000", 12)]).answers) == [false])
    }

    @Test func incomeIsCheckedOnItsOwnSide() throws {
        let lines = [Self.line(5, "sales", 10, side: .credit)]
        let sale: [EntryLine] = [.debit("bank", .gbp(11)), .credit("sales", .gbp(11))]
        #expect(try isPosted(post([sale], lines).answers) == [false])
        #expect(try isPosted(post([sale], lines, used: [0: 1]).answers) == [true])
    }

    @Test func turnoverIsSummedForNamedValuesOnly() throws {
        let (_, batch) = try post([spend(5, at: "north"), spend(7, at: "north"), spend(9, at: "south")], [])
        let key = BudgetTurnoverKey(value: Self.north, account: 2, month: "2026-05-01")
        #expect(batch.budgetTurnover == [key: 12])
    }

    /// Random spending and refunds against a model that sums all lines anew for each entry.
    @Test(arguments: 0..<200) func randomHistoriesAgreeWithANaiveModel(_ seed: UInt64) throws {
        var generator = SeededGenerator(state: seed)
        let budgets = [
            Self.line(1, "5000", 300), Self.line(2, "rent", 120), Self.line(3, "5100", 200, value: Self.north),
            Self.line(4, "clean", 90, to: "2026-07-01"),
        ]
        // Which accounts each of them sums.
        let below: [Set<AccountCode>] = [["rent", "clean"], ["rent"], ["clean"], ["clean"]]
        var spent: [(account: AccountCode, place: DimensionCode?, pence: Int64)] = []
        let entries = (0..<40).map { _ in
            (
                account: Bool.random(using: &generator) ? AccountCode("rent") : "clean",
                place: [nil, "north", "south"][Int.random(in: 0..<3, using: &generator)] as DimensionCode?,
                pence: Int64.random(in: 1...40, using: &generator),
                isRefund: Int.random(in: 0..<4, using: &generator) == 0
            )
        }
        let drafts: [[EntryLine]] = entries.map { entry in
            let line = EntryLine(
                account: entry.account, side: entry.isRefund ? .credit : .debit, amount: .gbp(entry.pence),
                costCentre: entry.place)
            return [line, entry.isRefund ? .debit("bank", .gbp(entry.pence)) : .credit("bank", .gbp(entry.pence))]
        }
        let posted = isPosted(try post(drafts, budgets).answers)
        for (entry, isPosted) in zip(entries, posted) {
            let pence = entry.isRefund ? -entry.pence : entry.pence
            let fits = budgets.indices.allSatisfy { index in
                let needsPlace = budgets[index].value != nil
                func counts(_ account: AccountCode, _ place: DimensionCode?) -> Bool {
                    below[index].contains(account) && (!needsPlace || place == "north")
                }
                guard counts(entry.account, entry.place), pence > 0 else { return true }
                let used = spent.filter { counts($0.account, $0.place) }.reduce(0) { $0 + $1.pence }
                return used + pence <= budgets[index].minorUnits
            }
            #expect(isPosted == fits, "seed \(seed)")
            if isPosted { spent.append((entry.account, entry.place, pence)) }
        }
    }

    private struct Unexpected: Error {}
}
