// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension PostOpeningBalances: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        try EntryRules.requirePositiveAmounts(balances, path: "$", list: "balances")
        let book = try await context.book(book, of: caller)
        return try await context.commands.once(self, by: caller) { tx in
            _ = try await HeadStore.lock(book.number, in: tx)
            let lines = try balances.map { try DraftLine($0, functionalCurrency: book.book.functionalCurrency) }
            let amounts = try lines.map { try $0.amount(functionalCurrency: book.book.functionalCurrency) }
            try await EquityAccount.require(
                equity, currencies: amounts.map(\.currency), of: book.number, in: tx)
            let day = try await day(in: book, at: context.clock.now(), tx)
            let groups = try BalancedGroup.split(amounts)
            let drafts = groups.enumerated().map { index, group in
                KeyedDraft(
                    draft: EntryDraft(
                        postedOn: day, kind: .opening, description: description, documentReference: documentReference,
                        lines: lines[group.lines] + group.balancing.map { DraftLine(account: equity, $0) }),
                    key: YearClosing.key("opening:\(idempotencyKey):\(index)"))
            }
            let entries = try await Journal.post(drafts, of: book, by: caller, in: tx)
            return Response(
                postedOn: day,
                entries: entries.map { .init(entry: $0.id, number: EntryNumber(unchecked: $0.number)) },
                differences: try differences(groups))
        }
    }

    /// The day that was asked for; the day before the books begin; or today in the book's time zone.
    private func day(in book: BookRecord, at instant: Instant, _ tx: Transaction) async throws -> CalendarDate {
        if let postedOn { return postedOn }
        if let first = try await FiscalYearStore.years(of: book.number, limit: 1, in: tx).first {
            return first.year.startsOn.adding(days: -1)
        }
        return try await AccountingDay.of(instant, in: book, tx)
    }

    private func differences(_ groups: [BalancedGroup]) throws(AmountOverflow) -> [Money] {
        var sums: [CurrencyCode: Int128] = [:]
        for amount in groups.flatMap(\.balancing) { sums[amount.currency, default: 0] += Int128(amount.minorUnits) }
        var differences: [Money] = []
        for (currency, sum) in sums.sorted(by: { $0.key.text < $1.key.text }) where sum != 0 {
            guard let units = Int64(exactly: sum) else { throw AmountOverflow() }
            differences.append(Money(minorUnits: units, currency: currency))
        }
        return differences
    }
}

extension DraftLine {
    /// Throws `FunctionalAmountMissing`: an opening balance goes on at the amount that it had, not at a rate.
    fileprivate func amount(functionalCurrency: CurrencyCode) throws(FunctionalAmountMissing) -> SignedAmount {
        guard let functional = functionalMinorUnits ?? (currency == functionalCurrency ? minorUnits : nil) else {
            throw FunctionalAmountMissing(functionalCurrency: functionalCurrency)
        }
        return SignedAmount(currency: currency, minorUnits: minorUnits, functionalMinorUnits: functional)
    }
}
