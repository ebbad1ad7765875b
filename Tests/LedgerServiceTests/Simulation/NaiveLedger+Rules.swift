// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

@testable import LedgerService

extension NaiveLedger {
    mutating func post(_ entry: Entry, releasing release: (hold: Int, units: Int64)?) -> NaiveEnd {
        for line in entry.lines {
            if let reason = unfit(line, on: entry.day) { return .refused(reason) }
        }
        if entry.lines.contains(where: { $0.currency != NaiveLedger.currency }) {
            return .refused(RateNotFound.reason)
        }
        if !isBalanced(entry.lines) { return .refused(EntryUnbalanced.reason) }
        if let external = entry.external, entries.contains(where: { $0.external == external }) {
            return .refused(ExternalReferenceTaken.reason)
        }
        if let reason = refusal(of: entry.day, isReversal: entry.reverses != nil) { return .refused(reason) }
        var after = self
        after.entries.append(
            Entry(
                number: Int64(entries.count + 1), day: entry.day, lines: entry.lines, reverses: entry.reverses,
                external: entry.external))
        if let release { after.holds[release.hold].remaining -= release.units }
        if after.overflows { return .refused(AmountOverflow.reason) }
        if after.breaksAFloor(since: self) { return .refused(FloorReached.reason) }
        self = after
        feedLength += 1
        for project in entry.lines.compactMap(\.project) where projects.insert(project).inserted { feedLength += 1 }
        return .posted(Int64(entries.count))
    }

    mutating func hold(
        _ debit: String, _ credit: String, _ units: Int64, _ expiresAt: Instant?, at now: Instant
    ) -> NaiveEnd {
        if let expiresAt, expiresAt <= now { return .refused(HoldExpiryPast.reason) }
        for account in [debit, credit] {
            let line = Wish.Line(account: account, currency: .gbp, units: units, costCentre: nil)
            if let reason = unfit(line, on: nil) { return .refused(reason) }
        }
        var after = self
        after.holds.append(
            Hold(
                number: Int64(holds.count + 1), debit: debit, credit: credit, remaining: units, expiresAt: expiresAt,
                state: .active))
        if after.overflows { return .refused(AmountOverflow.reason) }
        if after.breaksAFloor(since: self) { return .refused(FloorReached.reason) }
        self = after
        feedLength += 1
        return .held(Int64(holds.count))
    }

    mutating func confirm(_ number: Int64, _ units: Int64?, _ keepsRest: Bool) -> NaiveEnd {
        guard let index = holds.firstIndex(where: { $0.number == number }) else { return .refused(HoldNotFound.reason) }
        let hold = holds[index]
        guard hold.state == .active else { return .refused(HoldEnded.reason) }
        let amount = units ?? hold.remaining
        guard amount <= hold.remaining else { return .refused(HoldExceeded.reason) }
        let keeps = keepsRest && amount < hold.remaining
        let lines = [(hold.debit, amount), (hold.credit, -amount)].map {
            Wish.Line(account: $0.0, currency: .gbp, units: $0.1, costCentre: nil)
        }
        let entry = Entry(
            number: 0, day: RandomHistory.confirmationDay, lines: lines, reverses: nil, external: nil)
        let end = post(entry, releasing: (index, keeps ? amount : hold.remaining))
        if end.isRefused { return end }
        if !keeps { holds[index].state = .confirmed }
        feedLength += 1
        return end
    }

    /// Why the line may not be posted, when it may not.
    private func unfit(_ line: Wish.Line, on day: CalendarDate?) -> String? {
        guard let account = accounts.first(where: { $0.code == line.account }) else { return AccountNotFound.reason }
        if account.isHeading { return AccountIsHeading.reason }
        if account.isClosed { return AccountClosed.reason }
        if let currency = account.currency, currency != line.currency { return AccountCurrencyMismatch.reason }
        if let day {
            if let opens = account.opensOn, day < opens { return AccountNotOpen.reason }
            if let closes = account.closesOn, day > closes { return AccountNotOpen.reason }
        }
        guard let centre = line.costCentre else { return account.needsCostCentre ? DimensionMissing.reason : nil }
        guard let isOpen = costCentres[centre] else { return DimensionValueNotFound.reason }
        return isOpen ? nil : DimensionValueClosed.reason
    }

    private func isBalanced(_ lines: [Wish.Line]) -> Bool {
        Set(lines.map(\.currency)).allSatisfy { currency in
            lines.filter { $0.currency == currency }.reduce(Int128(0)) { $0 + Int128($1.units) } == 0
        }
    }

    /// The two sides of an account over all entries, and what is held on them.
    func sides(_ account: String) -> (debits: Int128, credits: Int128, heldDebits: Int128, heldCredits: Int128) {
        var sides: (debits: Int128, credits: Int128, heldDebits: Int128, heldCredits: Int128) = (0, 0, 0, 0)
        for line in entries.flatMap(\.lines) where line.account == account {
            if line.units > 0 { sides.debits += Int128(line.units) } else { sides.credits -= Int128(line.units) }
        }
        for hold in holds where hold.state == .active {
            if hold.debit == account { sides.heldDebits += Int128(hold.remaining) }
            if hold.credit == account { sides.heldCredits += Int128(hold.remaining) }
        }
        return sides
    }

    private var overflows: Bool {
        accounts.contains { account in
            let sides = sides(account.code)
            return max(sides.debits, sides.credits, sides.heldDebits, sides.heldCredits) > Int128(Int64.max)
        }
    }

    private func breaksAFloor(since before: NaiveLedger) -> Bool {
        accounts.contains { account in
            guard let floor = account.floor else { return false }
            let (old, new) = (before.available(account), available(account))
            return new < old && new < Int128(floor)
        }
    }

    private func available(_ account: Account) -> Int128 {
        let sides = sides(account.code)
        switch account.kind {
        case .asset, .expense: return sides.debits - sides.credits - sides.heldCredits
        case .liability, .equity, .income: return sides.credits - sides.debits - sides.heldDebits
        }
    }

    /// Why the calendar does not take an entry of the day, when it does not.
    private func refusal(of day: CalendarDate, isReversal: Bool) -> String? {
        guard let first = periods.map(\.first).min() else { return nil }
        let day = isReversal ? max(day, first) : day
        guard let period = periods.first(where: { $0.first <= day && day <= $0.last }) else {
            return PeriodMissing.reason
        }
        switch period.lock {
        case .open, .softForAnotherModule: return nil
        case .hard, .soft: return PeriodLocked.reason
        case .excepting(let until): return until.map { now < $0 } ?? true ? nil : PeriodLocked.reason
        }
    }
}
