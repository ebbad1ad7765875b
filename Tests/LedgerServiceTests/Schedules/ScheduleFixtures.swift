// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import LedgerService
import Postgres
import TestKit

/// Accounts of the trading company's chart.
extension AccountCode {
    static let prepaid: AccountCode = "1300"
    static let deferredIncome: AccountCode = "2410"
    static let expenses: AccountCode = "5000"
    static let utilities: AccountCode = "5310"
}

/// A ledger whose clock stands at noon of 2026-04-15 in London.
func withLedger<Answer>(
    at clock: TestClock, as role: BuiltInRole = .accountant, _ body: (TestLedger) async throws -> Answer
) async throws -> Answer {
    var surroundings = TestSurroundings()
    surroundings.clock = clock.clock
    return try await withService(LedgerServer.self, as: .user(role), in: surroundings, body)
}

extension TestClock {
    static func atNoon(of day: CalendarDate) -> TestClock {
        TestClock(at: Instant(microseconds: (Int64(day.daysSince1970) * 86_400 + 43_200) * 1_000_000))
    }
}

/// Two replicas over one database, and a book.
func withLedgerReplicas(
    _ body: (TestDatabase, [TestLedger], BookID) async throws -> Void
) async throws {
    try await withDatabase(.migrated(LedgerServer.self)) { database in
        try await withService(LedgerServer.self, over: database, as: .user(.accountant)) { one in
            try await withService(LedgerServer.self, over: database, as: one.caller) { two in
                try await body(database, [one, two], one.openBook())
            }
        }
    }
}

extension Recurrence {
    static func monthly(
        from start: CalendarDate, day: Int64? = nil, to end: CalendarDate? = nil, count: Int64? = nil
    ) -> Recurrence {
        Recurrence(
            every: .init(unchecked: 1), unit: .month, startsOn: start, dayOfMonth: day.map { .init(unchecked: $0) },
            endsOn: end, count: count.map { .init(unchecked: $0) })
    }
}

extension EntryTemplate {
    static func of(_ lines: [EntryLine]) throws -> EntryTemplate {
        EntryTemplate(description: try Text(validating: "Every month"), lines: try List(validating: lines))
    }

    static func rent(_ pence: Int64 = 1000, to account: AccountCode = .rent) throws -> EntryTemplate {
        try .of([.debit(account, .gbp(pence)), .credit(.bank, .gbp(pence))])
    }
}

extension CreateRecurringEntry {
    static func of(
        _ recurrence: Recurrence = .monthly(from: "2026-01-31"), _ template: EntryTemplate? = nil, in book: BookID,
        key: String = "rent"
    ) throws -> CreateRecurringEntry {
        CreateRecurringEntry(
            book: book, idempotencyKey: try .init(validating: key), name: try Text(validating: "Rent"),
            recurrence: recurrence, template: try template ?? .rent())
    }
}

extension UpdateRecurringEntry {
    static func of(
        _ entry: ScheduleID, in book: BookID, key: String, version: Int64 = 1, _ change: RecurringEntryChange? = nil,
        resumeFrom: CalendarDate? = nil, skip: [CalendarDate]? = nil, template: EntryTemplate? = nil,
        endsOn: CalendarDate? = nil
    ) throws -> UpdateRecurringEntry {
        UpdateRecurringEntry(
            book: book, idempotencyKey: try .init(validating: key), recurringEntry: entry,
            ifVersion: Version(unchecked: version), change: change, resumeFrom: resumeFrom,
            skip: try skip.map { try List(validating: $0) }, template: template, endsOn: endsOn)
    }
}

extension DeferralPlan {
    static func prepaid(
        _ pence: Int64 = 1200, from start: CalendarDate = "2026-01-01", periods: Int64 = 12,
        to account: AccountCode = .rent
    ) -> DeferralPlan {
        DeferralPlan(
            amount: .gbp(pence), from: .prepaid, to: account, method: .byMonth, startsOn: start,
            periods: .init(unchecked: periods))
    }
}

extension CreateDeferral {
    static func of(
        _ plan: DeferralPlan = .prepaid(), in book: BookID, key: String = "insurance"
    ) throws
        -> CreateDeferral
    {
        CreateDeferral(
            book: book, idempotencyKey: try .init(validating: key), name: try Text(validating: "Insurance"),
            plan: plan)
    }
}

extension ServiceUnderTest where S == LedgerServer {
    /// Closes an account, so that what is due on it is refused, or opens it again.
    func close(_ account: AccountCode, in book: BookID, version: Int64 = 1, _ isClosed: Bool = true) async throws {
        _ = try await call(
            UpdateAccount(
                book: book, idempotencyKey: try .init(validating: "close-\(account)-\(version)"), code: account,
                ifVersion: Version(unchecked: version), isClosed: isClosed))
    }

    /// Debits less credits in pounds.
    func balance(of account: AccountCode, in book: BookID) async throws -> Int64 {
        let answer = try await call(GetBalances(book: book, accounts: try List(validating: [account])))
        return answer.balances.first?.balance.minorUnits ?? 0
    }
}
