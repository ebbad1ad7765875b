// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

extension PeriodRules {
    /// A period with one soft lock and one exception of it, as far as there are any.
    struct StoredRow: RowDecodable {
        fileprivate let code: PeriodCode
        fileprivate let days: PeriodSpan
        fileprivate let isLocked: Bool
        fileprivate let module: EntryModule?
        fileprivate let exception: Exception?

        init(row: inout Row) throws {
            code = try row.next()
            days = PeriodSpan(startsOn: try row.next(), endsOn: try row.next())
            isLocked = try row.next()
            module = try row.next(String?.self).map { try EntryModule(stored: $0) }
            exception = Exception(
                LockException(user: try row.next(), serviceAccount: try row.next(), expiresAt: try row.next()))
        }
    }

    /// The calendar and the locks of a book, for `init(_:)`.
    static func select(of book: Int32) -> SQL {
        """
        select period.code, period.starts_on, period.ends_on,
            period.locked_at is not null or year.closed_at is not null, lock.module, exception.user_id,
            exception.service_account_id, exception.expires_at
        from ledger.fiscal_period as period
        join ledger.fiscal_year as year on year.book_id = period.book_id and year.year_id = period.year_id
        left join ledger.soft_lock as lock
            on lock.book_id = period.book_id and lock.period_id = period.period_id
        left join ledger.soft_lock_exception as exception
            on exception.book_id = lock.book_id and exception.period_id = lock.period_id
                and exception.module = lock.module
        where period.book_id = \(book) order by period.starts_on
        """
    }

    /// Rows in the order of time; those of one period stand together.
    init(_ rows: [StoredRow]) {
        var periods: [Period] = []
        for row in rows {
            let isNew = periods.last?.code != row.code
            var locks = isNew ? [:] : periods.last?.softLocks ?? [:]
            if let module = row.module { locks[module, default: []] += row.exception.map { [$0] } ?? [] }
            let period = Period(code: row.code, days: row.days, isLocked: row.isLocked, softLocks: locks)
            if isNew { periods.append(period) } else { periods[periods.count - 1] = period }
        }
        self.init(periods: periods)
    }
}

extension EntryModule {
    /// By its word in the tables of locks.
    init(stored word: String) throws {
        guard let module = EntryModule(rawValue: word) else {
            throw PostgresError.decoding("a stored lock is of no known module")
        }
        self = module
    }
}
