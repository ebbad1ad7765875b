// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// A page of a book's periods: what the two lists of periods have in common.
struct PeriodPage: Sendable {
    private typealias Position = PagePosition<FiscalYearCode, CalendarDate>

    let list: String
    let year: FiscalYearCode?
    let isLocked: Bool
    let limit: PageLimit?
    let cursor: PageCursor?

    /// Periods and their locks are of one snapshot. Throws `FiscalYearNotFound`.
    func read(
        of book: BookRecord, in database: PostgresPool
    ) async throws -> (items: [FiscalPeriod], next: PageCursor?) {
        let position = try cursor.map { try Position($0, list: list, filter: year) }
        let wanted = year ?? position?.filter
        let size = (limit ?? .standard).rawValue
        let periods = try await database.withTransaction(isolation: .repeatableRead, readOnly: true) { tx in
            var selection = PeriodSelection(isLocked: isLocked, after: position?.after, limit: size + 1)
            if let wanted {
                guard let record = try await FiscalYearStore.year(wanted, of: book.number, in: tx) else {
                    throw FiscalYearNotFound(year: wanted)
                }
                selection.year = record.number
            }
            return try await PeriodStore.periods(selection, of: book.number, in: tx)
        }
        let page = periods.prefix(Int(size)).map(\.period)
        guard periods.count > page.count, let last = page.last else { return (page, nil) }
        return (page, try Position(list: list, filter: wanted, after: last.startsOn).cursor())
    }
}
