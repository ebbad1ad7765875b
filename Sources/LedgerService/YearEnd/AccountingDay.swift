// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Which day of a book an instant belongs to.
enum AccountingDay {
    /// In the book's time zone, by PostgreSQL's table of zones.
    static func of(_ instant: Instant, in book: BookRecord, _ tx: Transaction) async throws -> CalendarDate {
        try await tx.row("select (\(instant) at time zone \(book.book.timeZone))::date", as: CalendarDate.self)
    }
}
