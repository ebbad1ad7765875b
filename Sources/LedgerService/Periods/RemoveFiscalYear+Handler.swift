// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension RemoveFiscalYear: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        return try await context.commands.once(self, by: caller) { tx in
            let head = try await HeadStore.lock(book.number, in: tx)
            let years = try await FiscalYearStore.years(of: book.number, in: tx)
            guard let record = years.first(where: { $0.year.code == year }) else {
                throw FiscalYearNotFound(year: year)
            }
            let periods = try await PeriodStore.periods(
                PeriodSelection(year: record.number), of: book.number, in: tx)
            try FiscalYearRules.requireRemovable(
                record.year, periods.map(\.period), among: years.map(\.year))
            try await FiscalYearStore.remove(record, from: book.number, in: tx)
            try await SettingsStore.touch(book.number, in: tx)
            try await FeedStore.append([.fiscalYearRemoved(record.year)], to: book.number, after: head, in: tx)
            return Response(year: record.year)
        }
    }
}
