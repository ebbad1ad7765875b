// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// A page of a book's periods: what the two lists of periods have in common.
struct PeriodPage: Sendable {
    private let asked: PageRequest<FiscalYearCode, CalendarDate>
    private let isLocked: Bool

    init(_ asked: PageRequest<FiscalYearCode, CalendarDate>, isLocked: Bool) {
        self.asked = asked
        self.isLocked = isLocked
    }

    /// Periods and their locks are of one snapshot. Throws `FiscalYearNotFound`.
    func read(of book: BookRecord, in database: PostgresPool) async throws -> Page<FiscalPeriod> {
        let periods = try await database.withTransaction(isolation: .repeatableRead, readOnly: true) { tx in
            var selection = PeriodSelection(isLocked: isLocked, after: asked.after, limit: asked.rowLimit)
            if let year = asked.filter {
                guard let record = try await FiscalYearStore.year(year, of: book.number, in: tx) else {
                    throw FiscalYearNotFound(year: year)
                }
                selection.year = record.number
            }
            return try await PeriodStore.periods(selection, of: book.number, in: tx)
        }
        return try asked.page(of: periods, endingAt: \.period.startsOn, showing: \.period)
    }
}
