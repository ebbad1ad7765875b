// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// What is asked of a book's balances.
struct BalanceQuestion: Sendable {
    let book: BookRecord
    let accounts: [AccountCode]?
    let scope: AccountScope
    let windows: [DayWindow]
    /// Only what had been recorded by then.
    let recordedAt: Instant?

    init(
        _ book: BookRecord, accounts: List<1, 500, AccountCode>?, scope: AccountScope?, windows: [DayWindow],
        recordedAt: Instant?
    ) {
        self.book = book
        self.accounts = accounts.map { Array(Set($0)) }
        self.scope = scope ?? .own
        self.windows = windows
        self.recordedAt = recordedAt
    }

    init(_ book: BookRecord, accounts: [AccountCode], windows: [DayWindow]) {
        self.book = book
        self.accounts = accounts
        scope = .own
        self.windows = windows
        recordedAt = nil
    }

    /// Whether it is about the present alone, which is the only moment that holds and versions are known of.
    var isNow: Bool { windows == [.always] && recordedAt == nil }
}

/// The answer, all of one snapshot.
struct BalanceAnswer: Sendable {
    let accounts: AccountSelection
    /// Of the accounts that were read, each line once.
    let table: BalanceTable
    /// Only for questions about the present.
    let now: [StoredBalanceNow]
    let feedPosition: FeedPosition
}

enum BalanceReader {
    /// In a transaction that keeps one snapshot.
    static func read(_ question: BalanceQuestion, at instant: Instant, in tx: Transaction) async throws -> BalanceAnswer
    {
        let (accounts, moment) = try await AccountSelectionStore.selectNow(
            question.accounts, scope: question.scope, of: question.book.number, in: tx)
        let recorded = try await recorded(question, accounts.members, moment, in: tx)
        if let recorded, recorded.lines.part == .upTo {
            return BalanceAnswer(
                accounts: accounts, table: recorded.table, now: [], feedPosition: moment.feedPosition)
        }
        var (table, now) = try await posted(question, accounts.members, moment, at: instant, in: tx)
        if let recorded { table.subtract(recorded.table) }
        return BalanceAnswer(
            accounts: accounts, table: table, now: question.isNow ? now : [], feedPosition: moment.feedPosition)
    }

    /// What had been recorded by the instant, or what came after it. Nil when everything had.
    private static func recorded(
        _ question: BalanceQuestion, _ members: [Int32]?, _ moment: BookMoment, in tx: Transaction
    ) async throws -> (lines: RecordedLines, table: BalanceTable)? {
        guard let instant = question.recordedAt else { return nil }
        let book = question.book.number
        let entry = try await tx.row(BalanceStore.lastEntry(of: book, recordedBy: instant), as: Int64.self)
        guard entry < moment.lastEntry else { return nil }
        let lines = RecordedLines(fewerAround: entry, of: moment.lastEntry)
        return (lines, BalanceTable(try await tx.rows(lines.sums(question.windows, members, of: book))))
    }

    /// All that was posted until now, by windows, and the present balances where they were read for it.
    private static func posted(
        _ question: BalanceQuestion, _ members: [Int32]?, _ moment: BookMoment, at instant: Instant,
        in tx: Transaction
    ) async throws -> (table: BalanceTable, now: [StoredBalanceNow]) {
        let book = question.book.number
        let today = CalendarDate(daysSince1970: Int32(instant.microseconds / 86_400_000_000))
        let plans = question.windows.map { TurnoverPlan($0, first: moment.firstMonth, today: today) }
        var table = BalanceTable()
        var now: [StoredBalanceNow] = []
        if plans.contains(where: \.beginsWithBalance) {
            now = try await tx.rows(BalanceStore.now(members, of: book, at: instant))
        }
        for (window, plan) in plans.enumerated() where plan.beginsWithBalance {
            for balance in now {
                table.add(
                    balance.sums,
                    to: BalanceCell(window: window, account: balance.account, currency: balance.currency))
            }
        }
        if plans.contains(where: { !$0.segments.isEmpty }) {
            let rows: [StoredSums] = try await tx.rows(BalanceStore.turnover(plans, members, of: book))
            for row in rows { table.add(row.sums, to: row.cell) }
        }
        return (table, now)
    }
}
