// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

@testable import LedgerService

/// What a request wants, in the naive model's own words.
enum Wish: Equatable {
    struct Line: Equatable {
        let account: String
        let currency: CurrencyCode
        /// Debit is positive.
        let units: Int64
        let costCentre: String?
        var project: String?
    }

    case post(day: CalendarDate, lines: [Line], external: String?)
    case reverse(entry: Int64, day: CalendarDate?)
    case hold(debit: String, credit: String, units: Int64, expiresAt: Instant?)
    case confirm(hold: Int64, units: Int64?, keepsRest: Bool)
    case void(hold: Int64)
}

struct NaiveRequest: Equatable {
    let key: String
    let wish: Wish
}

/// How a request ends: a number, or the reason of a refusal.
enum NaiveEnd: Equatable {
    case posted(Int64)
    case held(Int64)
    case refused(String)
}

/// A ledger that keeps nothing but what was accepted, and counts everything anew for every question. What the fold
/// does is compared with what this does.
struct NaiveLedger {
    struct Account {
        let code: String
        let kind: AccountKind
        var isHeading = false
        var isClosed = false
        var currency: CurrencyCode?
        var floor: Int64?
        var opensOn: CalendarDate?
        var closesOn: CalendarDate?
        var needsCostCentre = false
    }

    struct Entry {
        let number: Int64
        let day: CalendarDate
        let lines: [Wish.Line]
        let reverses: Int64?
        let external: String?
    }

    struct Hold {
        let number: Int64
        let debit: String
        let credit: String
        var remaining: Int64
        let expiresAt: Instant?
        var state: HoldState
    }

    /// A period of the calendar, and what its lock says to the one caller of the histories.
    struct Period {
        enum Lock {
            case open, hard, soft, softForAnotherModule
            /// Soft, with the caller as an exception.
            case excepting(until: Instant?)
        }

        let first: CalendarDate
        let last: CalendarDate
        let lock: Lock
    }

    static let currency = CurrencyCode.gbp

    let accounts: [Account]
    /// Values of the closed list of cost centres; false for one that is closed.
    let costCentres: [String: Bool]
    /// Those that lines have named: any may be.
    var projects: Set<String> = []
    /// None when every day is taken.
    let periods: [Period]
    var now = Instant(microseconds: 0)
    var entries: [Entry] = []
    /// How many entries there were before the batch: nobody can name one whose posting nobody has been told of.
    var namedEntries = 0
    var holds: [Hold] = []
    var ends: [String: (wish: Wish, end: NaiveEnd)] = [:]
    /// How many facts and entries the feed has: holds by their steps, projects by the first line with each.
    var feedLength: Int64 = 0

    /// All requests of a unit, in order; all or none when `isAtomic`.
    mutating func apply(_ requests: [NaiveRequest], isAtomic: Bool, at now: Instant) -> [NaiveEnd] {
        guard isAtomic, requests.count > 1 else { return requests.map { apply($0, at: now) } }
        var trial = self
        let ends = requests.map { trial.apply($0, at: now) }
        if !ends.contains(where: \.isRefused) {
            self = trial
            return ends
        }
        return zip(requests, ends).map { request, end in
            let first = self.ends[request.key]
            if end.isRefused {
                if first == nil { self.ends[request.key] = (request.wish, end) }
                return end
            }
            return first?.wish == request.wish ? end : .refused(GroupRefused.reason)
        }
    }

    private mutating func apply(_ request: NaiveRequest, at now: Instant) -> NaiveEnd {
        if let first = ends[request.key] {
            return first.wish == request.wish ? first.end : .refused(IdempotencyKeyReused.reason)
        }
        let end = decide(request.wish, at: now)
        ends[request.key] = (request.wish, end)
        return end
    }

    private mutating func decide(_ wish: Wish, at now: Instant) -> NaiveEnd {
        switch wish {
        case .post(let day, let lines, let external):
            return post(Entry(number: 0, day: day, lines: lines, reverses: nil, external: external), releasing: nil)
        case .reverse(let number, let day):
            guard let original = entries.prefix(namedEntries).first(where: { $0.number == number }) else {
                return .refused(EntryNotFound.reason)
            }
            if entries.contains(where: { $0.reverses == number }) { return .refused(EntryReversed.reason) }
            let lines = original.lines.map {
                Wish.Line(
                    account: $0.account, currency: $0.currency, units: -$0.units, costCentre: $0.costCentre,
                    project: $0.project)
            }
            return post(
                Entry(number: 0, day: day ?? original.day, lines: lines, reverses: number, external: nil),
                releasing: nil)
        case .hold(let debit, let credit, let units, let expiresAt):
            return hold(debit, credit, units, expiresAt, at: now)
        case .confirm(let number, let units, let keepsRest): return confirm(number, units, keepsRest)
        case .void(let number):
            guard let index = holds.firstIndex(where: { $0.number == number }) else {
                return .refused(HoldNotFound.reason)
            }
            guard holds[index].state == .active else { return .refused(HoldEnded.reason) }
            end(index, as: .voided)
            return .held(number)
        }
    }

    mutating func begin(at now: Instant) {
        self.now = now
        namedEntries = entries.count
        for index in holds.indices where holds[index].state == .active {
            if let expiry = holds[index].expiresAt, expiry <= now { end(index, as: .expired) }
        }
    }

    private mutating func end(_ index: Int, as state: HoldState) {
        holds[index].state = state
        holds[index].remaining = 0
        feedLength += 1
    }
}

extension NaiveEnd {
    var isRefused: Bool {
        if case .refused = self { true } else { false }
    }
}
