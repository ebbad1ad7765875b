// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Makes an entry's lines of a transaction: finds the amount that was left out, amounts in the functional currency, and
/// the lines that exchange one currency for another. Knows no database.
struct EntryInference: Sendable {
    let functionalCurrency: CurrencyCode
    let conversionAccount: AccountCode?
    let prices: JournalPrices

    /// A posting with its account in the book.
    private struct Part {
        var line: DraftLine
        var isCostRounded = false

        var functional: Int64? { line.functionalMinorUnits }
    }

    private static let lineLimit = 500

    /// What a transaction writes on debit sides, in each currency, as far as that can be told.
    func debits(of transaction: ImportedTransaction) -> [Money] {
        let postings = (try? withElidedAmounts(transaction.postings)) ?? transaction.postings
        var sums: [CurrencyCode: Int64] = [:]
        for case let money? in postings.map(\.amount) where money.minorUnits > 0 {
            let (sum, overflow) = sums[money.currency, default: 0].addingReportingOverflow(money.minorUnits)
            if overflow { return [] }
            sums[money.currency] = sum
        }
        return sums.map { Money(minorUnits: $0.value, currency: $0.key) }
    }

    /// Nil when nothing moves.
    func lines(
        of transaction: ImportedTransaction, _ names: inout AccountNames
    ) throws(JournalProblem) -> [DraftLine]? {
        let postings = try withInferredCosts(try withElidedAmounts(transaction.postings))
        var parts: [Part] = []
        for posting in postings {
            guard let amount = posting.amount, amount.minorUnits != 0 || posting.cost?.minorUnits ?? 0 != 0 else {
                continue
            }
            guard let code = try names.account(of: posting.account) else {
                throw JournalProblem("the book has no account for \(posting.account)", line: posting.line)
            }
            parts.append(try part(posting, amount, code, on: transaction.postedOn))
        }
        guard !parts.isEmpty else { return nil }
        settlePrices(&parts)
        parts += try conversions(parts)
        guard parts.count >= 2 else { throw JournalProblem("it moves money on one account only") }
        guard parts.count <= Self.lineLimit else { throw JournalProblem("it has more than \(Self.lineLimit) lines") }
        return parts.map(\.line)
    }

    /// What the one posting without an amount takes: what the others cost, the other way round, in each currency.
    private func withElidedAmounts(_ postings: [ImportedPosting]) throws(JournalProblem) -> [ImportedPosting] {
        let elided = postings.indices.filter { postings[$0].amount == nil }
        guard let index = elided.first else { return postings }
        guard elided.count == 1 else {
            throw JournalProblem("more than one amount is left out", line: postings[elided[1]].line)
        }
        var sums: [CurrencyCode: Int128] = [:]
        for money in postings.compactMap({ $0.cost ?? $0.amount }) {
            sums[money.currency, default: 0] += Int128(money.minorUnits)
        }
        var inferred: [ImportedPosting] = []
        for (currency, sum) in sums.sorted(by: { $0.key.text < $1.key.text }) where sum != 0 {
            guard let units = Int64(exactly: -sum) else { throw JournalProblem("a sum of amounts is too large") }
            var posting = postings[index]
            posting.amount = Money(minorUnits: units, currency: currency)
            inferred.append(posting)
        }
        var all = postings
        all.replaceSubrange(index...index, with: inferred)
        return all
    }

    /// Amounts in two currencies without a price are the price of each other, as hledger takes them.
    private func withInferredCosts(_ postings: [ImportedPosting]) throws(JournalProblem) -> [ImportedPosting] {
        guard postings.allSatisfy({ $0.cost == nil }) else { return postings }
        var sums: [CurrencyCode: Int128] = [:]
        for case let money? in postings.map(\.amount) { sums[money.currency, default: 0] += Int128(money.minorUnits) }
        let open = sums.filter { $0.value != 0 }
        guard open.count == 2, let functional = open[functionalCurrency],
            let foreign = open.first(where: { $0.key != functionalCurrency }),
            (functional > 0) != (foreign.value > 0)
        else { return postings }
        var result = postings
        var rest = -functional
        let indices = postings.indices.filter {
            postings[$0].amount?.currency == foreign.key && postings[$0].amount?.minorUnits != 0
        }
        for index in indices {
            let units = Int128(postings[index].amount?.minorUnits ?? 0)
            let (product, overflow) = units.multipliedReportingOverflow(by: -functional)
            guard !overflow else { throw JournalProblem("a sum of amounts is too large") }
            let share = index == indices.last ? rest : product / foreign.value
            rest -= share
            guard let cost = Int64(exactly: share) else { throw JournalProblem("a sum of amounts is too large") }
            result[index].cost = Money(minorUnits: cost, currency: functionalCurrency)
        }
        return result
    }

    private func part(
        _ posting: ImportedPosting, _ amount: Money, _ account: AccountCode, on day: CalendarDate
    ) throws(JournalProblem) -> Part {
        var line = DraftLine(account: account, currency: amount.currency, minorUnits: amount.minorUnits)
        line.client = posting.client
        line.costCentre = posting.costCentre
        line.project = posting.project
        line.product = posting.product
        line.memo = posting.memo
        var isRounded = false
        if amount.currency == functionalCurrency {
            line.functionalMinorUnits = amount.minorUnits
        } else if let cost = posting.cost, cost.currency == functionalCurrency {
            line.functionalMinorUnits = cost.minorUnits
            isRounded = posting.isCostRounded
        } else if let price = prices.price(of: amount.currency, in: functionalCurrency, on: day) {
            let quantity = ExactNumber(units: Int128(amount.minorUnits), decimals: amount.currency.digits)
            guard let units = (quantity * price).roundedMinorUnits(digits: functionalCurrency.digits) else {
                throw JournalProblem("an amount in \(functionalCurrency) is too large", line: posting.line)
            }
            line.functionalMinorUnits = units
            isRounded = true
        }
        return Part(line: line, isCostRounded: isRounded)
    }

    /// Where a currency sums to zero, rounding must not leave a rest in the functional amounts of its lines.
    private func settlePrices(_ parts: inout [Part]) {
        for currency in Set(parts.map(\.line.currency)) where currency != functionalCurrency {
            let indices = parts.indices.filter { parts[$0].line.currency == currency }
            let rounded = indices.filter { parts[$0].isCostRounded }
            guard indices.allSatisfy({ parts[$0].functional != nil }), let last = rounded.last,
                indices.reduce(Int128(0), { $0 + Int128(parts[$1].line.minorUnits) }) == 0
            else { continue }
            let rest = indices.reduce(Int128(0)) { $0 + Int128(parts[$1].functional ?? 0) }
            guard rest.magnitude <= rounded.count, let functional = parts[last].functional else { continue }
            parts[last].line.functionalMinorUnits = functional - Int64(rest)
        }
    }

    /// In the ledger each currency balances by itself, so that what is exchanged passes through an account of its own.
    private func conversions(_ parts: [Part]) throws(JournalProblem) -> [Part] {
        var sums: [CurrencyCode: (units: Int128, functional: Int128)] = [:]
        for part in parts {
            var sum = sums[part.line.currency] ?? (0, 0)
            sum.units += Int128(part.line.minorUnits)
            sum.functional += Int128(part.functional ?? 0)
            sums[part.line.currency] = sum
        }
        let isExchanged = sums.values.contains { $0.units != 0 }
        if !isExchanged { return [] }
        if sums.count == 1, let (currency, sum) = sums.first {
            throw JournalProblem("it does not balance: \(EntryInference.text(sum.units, currency))")
        }
        if let part = parts.first(where: { $0.functional == nil }) {
            throw JournalProblem(
                "no price tells what the amount in \(part.line.currency) is in \(functionalCurrency)")
        }
        let rest = sums.values.reduce(Int128(0)) { $0 + $1.functional }
        let tolerance = parts.count { $0.isCostRounded }
        guard rest.magnitude <= tolerance else {
            throw JournalProblem("it does not balance at cost: \(EntryInference.text(rest, functionalCurrency))")
        }
        guard let conversionAccount else {
            throw JournalProblem("it exchanges currencies, and no account for that was named")
        }
        // What rounding left stays on the account of the exchange: the lines here take all sums back to zero.
        var lines: [Part] = []
        for (currency, sum) in sums.sorted(by: { $0.key.text < $1.key.text }) {
            let (units, functional) = (-sum.units, -sum.functional)
            guard units != 0 || functional != 0 else { continue }
            guard let units = Int64(exactly: units), let functional = Int64(exactly: functional) else {
                throw JournalProblem("a sum of amounts is too large")
            }
            var line = DraftLine(account: conversionAccount, currency: currency, minorUnits: units)
            line.functionalMinorUnits = functional
            lines.append(Part(line: line))
        }
        return lines
    }

    private static func text(_ units: Int128, _ currency: CurrencyCode) -> String {
        Int64(exactly: units).map { Money(minorUnits: $0, currency: currency).description } ?? "too much in \(currency)"
    }
}
