// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension CloseYear: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        return try await context.commands.once(self, by: caller) { tx in
            // Held to the commit: the balances below stay what is closed.
            let head = try await HeadStore.lock(book.number, in: tx)
            let years = try await FiscalYearStore.years(of: book.number, in: tx)
            guard let record = years.first(where: { $0.year.code == year }) else {
                throw FiscalYearNotFound(year: year)
            }
            if let close = record.year.close {
                guard close.retainedEarnings == retainedEarnings else {
                    throw FiscalYearClosed(year: year, retainedEarnings: close.retainedEarnings)
                }
                return Response(year: record.year)
            }
            try FiscalYearRules.requireEarlierClosed(than: record.year, among: years.map(\.year))
            let balances = try await ClosingStore.profitBalances(of: book.number, asOf: record.year.endsOn, in: tx)
            try await EquityAccount.require(
                retainedEarnings, currencies: balances.map(\.amount.currency), of: book.number, in: tx)
            let closing = try YearClosing(balances, of: record.year, against: retainedEarnings)
            let entries = try await Journal.post(
                closing.keyed(after: head.entryNumber), of: book, by: caller, in: tx)
            let close = YearClose(
                closedAt: context.clock.now(), closedBy: try Text(validating: caller.label),
                retainedEarnings: retainedEarnings,
                profit: Money(minorUnits: closing.profit, currency: book.book.functionalCurrency),
                firstEntry: entries.first.map { EntryNumber(unchecked: $0.number) },
                lastEntry: entries.last.map { EntryNumber(unchecked: $0.number) })
            return Response(year: try await FiscalYearStore.set(close, of: record, in: book, tx))
        }
    }
}
