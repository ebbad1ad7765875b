// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ListFiscalYears: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        let asked = try PageRequest<NoFilter, CalendarDate>(self)
        let years = try await FiscalYearStore.years(
            of: book.number, after: asked.after, limit: asked.rowLimit, in: context.database)
        return try asked.page(of: years, endingAt: \.year.startsOn, showing: \.year)
    }
}
