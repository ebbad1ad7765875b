// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import LedgerService

@Suite struct DeferralPartsTests {
    private func plan(
        _ pence: Int64, _ method: DeferralMethod = .byMonth, from start: CalendarDate, to end: CalendarDate? = nil,
        periods: Int64? = nil, functional: Int64? = nil, on day: DeferralDay? = nil, notBefore: CalendarDate? = nil
    ) -> DeferralPlan {
        DeferralPlan(
            amount: functional == nil ? .gbp(pence) : .eur(pence), functionalAmount: functional.map { .gbp($0) },
            from: "1300", to: "5300", method: method, startsOn: start, endsOn: end,
            periods: periods.map { .init(unchecked: $0) }, postsOn: day, notBefore: notBefore)
    }

    private func shown(_ plan: DeferralPlan) throws -> [String] {
        try plan.parts().map { "\($0.dueOn) \($0.minorUnits)" }
    }

    @Test func monthsHaveEqualPartsAndTheLastTakesTheRest() throws {
        #expect(
            try shown(plan(10_000, from: "2026-01-10", periods: 3)) == [
                "2026-01-31 3333", "2026-02-28 3333", "2026-03-31 3334",
            ])
        #expect(
            try shown(plan(10_000, from: "2026-01-10", to: "2026-03-05")) == [
                "2026-01-31 3333", "2026-02-28 3333", "2026-03-05 3334",
            ])
    }

    @Test func daysCountWhereMonthsAreCut() throws {
        // 22 days of January, 29 of February, 9 of March.
        #expect(
            try shown(plan(6_001, .byDay, from: "2024-01-10", to: "2024-03-09")) == [
                "2024-01-31 2200", "2024-02-29 2900", "2024-03-09 901",
            ])
        #expect(try shown(plan(36_600, .byDay, from: "2024-01-01", periods: 12)).first == "2024-01-31 3100")
    }

    @Test func periodsByDayEndBeforeTheDayOnWhichTheyBegan() throws {
        #expect(try plan(900, .byDay, from: "2026-01-15", periods: 3).lastDay() == "2026-04-14")
        #expect(try plan(900, .byDay, from: "2026-01-01", periods: 12).lastDay() == "2026-12-31")
        #expect(try plan(900, .byDay, from: "2024-02-29", periods: 12).lastDay() == "2025-02-28")
        #expect(try plan(900, .byDay, from: "2026-01-31", periods: 1).lastDay() == "2026-02-28")
        #expect(try plan(900, from: "2026-01-15", periods: 3).lastDay() == "2026-03-31")
    }

    @Test func partsCanFallOnTheFirstDay() throws {
        #expect(
            try shown(plan(200, from: "2026-01-15", periods: 2, on: .firstDay)) == [
                "2026-01-15 100", "2026-02-01 100",
            ])
    }

    @Test func earlyPartsBecomeOne() throws {
        #expect(
            try shown(plan(1200, from: "2026-01-01", periods: 12, notBefore: "2026-03-31")).prefix(2) == [
                "2026-03-31 300", "2026-04-30 100",
            ])
        #expect(try shown(plan(1200, from: "2026-01-01", periods: 12, notBefore: "2027-06-01")) == ["2027-06-01 1200"])
        #expect(try shown(plan(1200, from: "2026-01-01", periods: 12, notBefore: "2026-01-05")).count == 12)
        #expect(
            try shown(plan(1200, from: "2026-01-01", periods: 12, notBefore: "2026-02-10")).prefix(2) == [
                "2026-02-10 100", "2026-02-28 100",
            ])
    }

    @Test(arguments: [DeferralMethod.byDay, .byMonth]) func partsSumToTheAmountExactly(_ method: DeferralMethod) throws
    {
        for (amount, periods) in [(100_003, 7), (999_999_999, 600), (1300, 12), (Int64.max, 36)] as [(Int64, Int64)] {
            let parts = try plan(amount, method, from: "2023-11-30", periods: periods, functional: 7_777_777).parts()
            #expect(parts.reduce(0) { $0 + $1.minorUnits } == amount)
            #expect(parts.reduce(0) { $0 + ($1.functionalMinorUnits ?? 0) } == 7_777_777)
            #expect(parts.map(\.dueOn) == parts.map(\.dueOn).sorted())
        }
    }

    @Test func plansThatAreNoneAreRefused() {
        let refused = [
            plan(100, from: "2026-01-01"), plan(100, from: "2026-01-01", to: "2026-02-01", periods: 2),
            plan(100, from: "2026-01-02", to: "2026-01-01"), plan(2, from: "2026-01-01", periods: 3),
            plan(100_000, from: "2026-01-01", to: "2076-01-01"), plan(100_000, from: "9999-01-01", periods: 12),
        ]
        for plan in refused { #expect(throws: InvalidParams.self) { try plan.parts() } }
    }

    @Test func partLeavesItsAccountOnTheSideAgainstItsKind() throws {
        let plan = plan(100, from: "2026-01-01", periods: 1)
        let part = try plan.parts()[0]
        func lines(_ kind: AccountKind) throws -> [String] {
            try plan.draft(of: part, kind, .gbp).lines.map { "\($0.account) \($0.minorUnits)" }
        }
        #expect(try lines(.asset) == ["5300 100", "1300 -100"])
        #expect(try lines(.liability) == ["5300 -100", "1300 100"])
    }
}
