// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

@testable import LedgerService

/// A history made of a seed: what callers wish, batch by batch.
struct RandomHistory {
    struct Batch {
        let now: Instant
        let units: [(requests: [NaiveRequest], isAtomic: Bool)]
    }

    static let confirmationDay: CalendarDate = "2026-06-15"
    static let days: [CalendarDate] = ["2026-03-31", "2026-04-01", "2026-06-15", "2026-06-30", "2027-01-01"]
    static let accounts: [NaiveLedger.Account] = [
        .init(code: "cash", kind: .asset, currency: .gbp, floor: 0),
        .init(code: "wallet", kind: .liability, currency: .gbp, floor: -40),
        .init(code: "sales", kind: .income), .init(code: "rent", kind: .expense, needsCostCentre: true),
        .init(code: "stock", kind: .asset), .init(code: "shut", kind: .asset, isClosed: true),
        .init(code: "group", kind: .asset, isHeading: true), .init(code: "euros", kind: .asset, currency: .eur),
        .init(code: "spring", kind: .asset, opensOn: "2026-04-01", closesOn: "2026-06-15"),
    ]
    static let costCentres = ["north": true, "south": true, "gone": false]

    /// None in a third of the histories; else those of 2026, so that days of 2027 are in no period.
    let periods: [NaiveLedger.Period]
    let batches: [Batch]

    init(seed: UInt64) {
        var generator = SeededGenerator(state: seed)
        var now: Int64 = 1_780_000_000_000_000
        var batches: [Batch] = []
        for _ in 0..<Int.random(in: 2...6, using: &generator) {
            now += Int64.random(in: 1...50, using: &generator)
            var units: [(requests: [NaiveRequest], isAtomic: Bool)] = []
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let isAtomic = RandomHistory.one(in: 3, &generator)
                let count = isAtomic ? Int.random(in: 2...3, using: &generator) : 1
                let requests = (0..<count).map { _ in
                    NaiveRequest(
                        key: "k\(Int.random(in: 0..<40, using: &generator))",
                        wish: RandomHistory.wish(at: now, &generator))
                }
                units.append((requests, isAtomic))
            }
            batches.append(Batch(now: Instant(microseconds: now), units: units))
        }
        self.batches = batches
        periods = RandomHistory.periods(at: now, &generator)
    }

    private static func periods(at now: Int64, _ generator: inout SeededGenerator) -> [NaiveLedger.Period] {
        if one(in: 3, &generator) { return [] }
        let days: [(CalendarDate, CalendarDate)] = [
            ("2026-04-01", "2026-06-14"), ("2026-06-15", "2026-06-29"), ("2026-06-30", "2026-12-31"),
            ("2026-03-01", "2026-03-31"),
        ]
        return days.map { first, last in
            let expiry = Instant(microseconds: now + Int64.random(in: -150...50, using: &generator))
            let locks: [NaiveLedger.Period.Lock] = [
                .open, .open, .open, .hard, .soft, .softForAnotherModule, .excepting(until: nil),
                .excepting(until: expiry),
            ]
            return NaiveLedger.Period(first: first, last: last, lock: pick(locks, &generator))
        }
    }

    private static func one(in count: Int, _ generator: inout SeededGenerator) -> Bool {
        Int.random(in: 0..<count, using: &generator) == 0
    }

    private static func pick<Value>(_ values: [Value], _ generator: inout SeededGenerator) -> Value {
        values[Int.random(in: 0..<values.count, using: &generator)]
    }

    /// Mostly accounts that take lines, at times one that does not.
    private static func account(_ generator: inout SeededGenerator) -> String {
        one(in: 12, &generator)
            ? pick(["shut", "group", "euros", "nowhere", "spring"], &generator)
            : pick(["cash", "wallet", "sales", "rent", "stock"], &generator)
    }

    private static func units(_ generator: inout SeededGenerator) -> Int64 {
        one(in: 25, &generator)
            ? pick([Int64.max, Int64.max / 2], &generator) : Int64.random(in: 1...60, using: &generator)
    }

    private static func wish(at now: Int64, _ generator: inout SeededGenerator) -> Wish {
        switch Int.random(in: 0..<10, using: &generator) {
        case 0:
            return .reverse(
                entry: Int64.random(in: 1...8, using: &generator),
                day: one(in: 2, &generator) ? pick(days, &generator) : nil)
        case 1, 2:
            return .hold(
                debit: pick(["sales", "stock", "wallet"], &generator),
                credit: pick(["cash", "spring", "shut", "rent"], &generator), units: units(&generator),
                expiresAt: one(in: 2, &generator)
                    ? Instant(microseconds: now + Int64.random(in: -5...80, using: &generator)) : nil)
        case 3:
            return .confirm(
                hold: Int64.random(in: 1...4, using: &generator),
                units: one(in: 2, &generator) ? Int64.random(in: 1...30, using: &generator) : nil,
                keepsRest: one(in: 2, &generator))
        case 4 where one(in: 2, &generator): return .void(hold: Int64.random(in: 1...4, using: &generator))
        default: return post(&generator)
        }
    }

    private static func post(_ generator: inout SeededGenerator) -> Wish {
        var lines: [Wish.Line] = []
        for _ in 0..<Int.random(in: 1...2, using: &generator) {
            let units = units(&generator)
            for sign: Int64 in [1, -1] {
                let code = account(&generator)
                let slip: Int64 = one(in: 15, &generator) && units < 100 ? 1 : 0
                let centre: String? =
                    code == "rent" && !one(in: 8, &generator)
                    ? pick(["north", "south"], &generator)
                    : one(in: 25, &generator) ? pick(["gone", "never", "south"], &generator) : nil
                lines.append(
                    Wish.Line(
                        account: code, currency: code == "euros" && one(in: 2, &generator) ? .eur : .gbp,
                        units: sign * (units + slip), costCentre: centre,
                        project: units.isMultiple(of: 5) ? "p\(units % 4)" : nil))
            }
        }
        return .post(
            day: pick(days, &generator), lines: lines,
            external: one(in: 6, &generator) ? "x\(Int.random(in: 0..<5, using: &generator))" : nil)
    }
}
