// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import LedgerService

@Suite struct PeriodRulesTests {
    private static let ada = Caller.user(.accountant)
    private static let robot = Caller.serviceAccount(with: [])
    private static let now = Clocks.start

    /// Three months, of which the first is locked hard and the second softly for payables and banking.
    private static func rules(_ exceptions: [PeriodRules.Exception] = []) -> PeriodRules {
        PeriodRules(periods: [
            .init(
                code: PeriodCode(year: .example, number: 1),
                days: PeriodSpan(startsOn: "2026-01-01", endsOn: "2026-01-31"), isLocked: true, softLocks: [:]),
            .init(
                code: PeriodCode(year: .example, number: 2),
                days: PeriodSpan(startsOn: "2026-02-01", endsOn: "2026-02-28"), isLocked: false,
                softLocks: [.payables: exceptions, .banking: []]),
            .init(
                code: PeriodCode(year: .example, number: 3),
                days: PeriodSpan(startsOn: "2026-03-01", endsOn: "2026-03-31"), isLocked: false, softLocks: [:]),
        ])
    }

    private func check(
        _ rules: PeriodRules, _ date: CalendarDate, _ module: EntryModule = .general, kind: EntryKind = .normal,
        by caller: Caller = PeriodRulesTests.ada,
        at instant: Instant = PeriodRulesTests.now
    ) throws {
        try rules.check(date, module: module, kind: kind, by: caller.label, at: instant)
    }

    private static let missing = PeriodMissing(firstDay: "2026-01-01", lastDay: "2026-03-31")

    private static func locked(_ number: Int, _ level: LockLevel, _ module: EntryModule = .general) -> PeriodLocked {
        PeriodLocked(period: PeriodCode(year: .example, number: number), level: level, module: module)
    }

    @Test func bookWithoutACalendarTakesEveryDay() throws {
        for day: CalendarDate in ["0001-01-01", "2026-01-15", "9999-12-31"] {
            try check(PeriodRules(periods: []), day)
        }
    }

    @Test func daysOutsideOfTheCalendarAreRefused() throws {
        #expect(throws: Self.missing) { try check(Self.rules(), "2025-12-31") }
        #expect(throws: Self.missing) { try check(Self.rules(), "2026-04-01") }
        try check(Self.rules(), "2026-03-01")
        try check(Self.rules(), "2026-03-31")
    }

    @Test(arguments: EntryKind.allCases.filter { $0 != .closing })
    func hardLockHoldsEverybody(_ kind: EntryKind) {
        for day: CalendarDate in ["2026-01-01", "2026-01-31"] {
            #expect(throws: Self.locked(1, .hard)) { try check(Self.rules(), day, kind: kind) }
        }
    }

    @Test func closingEntriesGoIntoLockedPeriods() throws {
        try check(Self.rules(), "2026-01-31", kind: .closing)
    }

    @Test func softLockHoldsItsModulesOnly() throws {
        #expect(throws: Self.locked(2, .soft, .payables)) { try check(Self.rules(), "2026-02-01", .payables) }
        #expect(throws: Self.locked(2, .soft, .banking)) { try check(Self.rules(), "2026-02-28", .banking) }
        try check(Self.rules(), "2026-02-14", .general)
        try check(Self.rules(), "2026-03-01", .payables)
    }

    @Test(arguments: [PeriodRulesTests.ada, PeriodRulesTests.robot])
    func exceptionsAreForThoseNamedAndForTheirModule(_ excepted: Caller) throws {
        let named: LockException =
            switch excepted.subject {
            case .user(let user): LockException(user: user)
            case .serviceAccount(let account): LockException(serviceAccount: account)
            default: LockException()
            }
        let rules = Self.rules([try #require(PeriodRules.Exception(named))])
        try check(rules, "2026-02-14", .payables, by: excepted)
        #expect(throws: Self.locked(2, .soft, .banking)) { try check(rules, "2026-02-14", .banking, by: excepted) }
        #expect(throws: Self.locked(2, .soft, .payables)) {
            try check(rules, "2026-02-14", .payables, by: .user(.accountant))
        }
    }

    @Test func exceptionEndsAtItsInstant() throws {
        let expiry = Self.now.adding(seconds: 60)
        let rules = Self.rules([.init(actor: Self.ada.label, expiresAt: expiry)])
        try check(rules, "2026-02-14", .payables, at: Instant(microseconds: expiry.microseconds - 1))
        #expect(throws: Self.locked(2, .soft, .payables)) { try check(rules, "2026-02-14", .payables, at: expiry) }
    }

    @Test func openingBalancesBeforeTheCalendarAreOfItsFirstPeriod() throws {
        #expect(throws: Self.locked(1, .hard)) { try check(Self.rules(), "2025-12-31", kind: .opening) }
        let open = PeriodRules(periods: Array(Self.rules().periods.dropFirst()))
        try check(open, "2026-01-31", kind: .opening)
        try check(open, "2026-01-31", kind: .reversal)
        #expect(throws: Self.locked(2, .soft, .banking)) { try check(open, "2026-01-31", .banking, kind: .opening) }
        #expect(throws: PeriodMissing.self) { try check(open, "2026-01-31", kind: .normal) }
        #expect(throws: PeriodMissing.self) { try check(open, "2026-04-01", kind: .opening) }
    }

    @Test func everyDayOfManyPeriodsIsFound() throws {
        let spans = try (2020...2030).flatMap { year in
            try FiscalCalendar.periods(
                .months, from: try #require(CalendarDate(year: year, month: 1, day: 1)), weeks: nil, ends: nil)
        }
        let rules = PeriodRules(
            periods: spans.enumerated().map { index, span in
                .init(code: PeriodCode(year: .example, number: index), days: span, isLocked: false, softLocks: [:])
            })
        for span in spans {
            for day in span.startsOn.daysSince1970...span.endsOn.daysSince1970 {
                #expect(rules.period(of: CalendarDate(daysSince1970: day))?.days == span)
            }
        }
    }
}
