// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

struct StoredRevenue: RowDecodable {
    /// `ClientID.none` for lines that name no client.
    let client: ClientID
    let month: CalendarDate?
    let amount: Int128
    let name: Text<1, 200>?
    let country: CountryCode?

    init(row: inout Row) throws {
        client = try row.next()
        month = try row.next()
        amount = try row.next()
        name = try row.next()
        country = try row.next()
    }
}

/// The last row of a page.
struct RevenuePlace: Codable, Sendable, Equatable {
    let client: ClientID
    /// Nil in a report of totals.
    let month: CalendarDate?
}

enum RevenueStore {
    static func total(of book: ReportedBook, during days: ReportedDays, in tx: Transaction) async throws -> Int128 {
        try await tx.row(totalStatement(of: book, during: days), as: Int128.self)
    }

    static func totalStatement(of book: ReportedBook, during days: ReportedDays) -> SQL {
        """
        select coalesce(sum(amount), 0) from reporting.revenue
        where organisation_id = \(book.organisation) and book_id = \(book.book)
            and generation = \(book.ledger.generation) and \(days.clause)
        """
    }

    /// In the order of clients, those of no client last; by month, in the order of months within a client.
    static func rows(
        of book: ReportedBook, during days: ReportedDays, by period: RevenuePeriod, after place: RevenuePlace?,
        limit: Int64, in tx: Transaction
    ) async throws -> [StoredRevenue] {
        try await tx.rows(rowsStatement(of: book, during: days, by: period, after: place, limit: limit))
    }

    /// Names are looked up for the rows of the page alone.
    static func rowsStatement(
        of book: ReportedBook, during days: ReportedDays, by period: RevenuePeriod, after place: RevenuePlace?,
        limit: Int64
    ) -> SQL {
        let sums =
            switch period {
            case .total: totals(of: book, during: days, after: place, limit: limit)
            case .month: months(of: book, during: days, after: place, limit: limit)
            }
        return """
            select page.client_id, month, amount, name, country
            from (\(sums)) as page left join reporting.client
                on client.organisation_id = \(book.organisation)
                    and client.generation = \(book.clients?.generation ?? 0) and client.client_id = page.client_id
            order by page.client_id, month
            """
    }

    private static func totals(
        of book: ReportedBook, during days: ReportedDays, after place: RevenuePlace?, limit: Int64
    ) -> SQL {
        """
        select client_id, null::date as month, sum(amount) as amount from reporting.revenue
        where organisation_id = \(book.organisation) and book_id = \(book.book)
            and generation = \(book.ledger.generation) and client_id > \(place?.client ?? .first) and \(days.clause)
        group by client_id order by client_id limit \(limit)
        """
    }

    /// The client of the last row may have more months, so that reading begins with him.
    private static func months(
        of book: ReportedBook, during days: ReportedDays, after place: RevenuePlace?, limit: Int64
    ) -> SQL {
        """
        select client_id, date_trunc('month', starts_on::timestamp)::date as month, sum(amount) as amount
        from reporting.revenue
        where organisation_id = \(book.organisation) and book_id = \(book.book)
            and generation = \(book.ledger.generation) and client_id >= \(place?.client ?? .first)
            and (client_id > \(place?.client ?? .first) or starts_on >= \(place?.month?.firstOfNextMonth ?? days.first))
            and \(days.clause)
        group by 1, 2 order by 1, 2 limit \(limit)
        """
    }
}

extension ClientID {
    /// Sorts before every client.
    fileprivate static let first = ClientID(UUIDValue(high: 0, low: 0))
}
