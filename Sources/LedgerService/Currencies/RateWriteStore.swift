// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// A rate's name with all that callers may leave out.
struct FullRateKey: Sendable, Hashable {
    let from: CurrencyCode
    let to: CurrencyCode
    let type: RateType
    let on: CalendarDate
}

/// Writes rates, under the head lock: it orders them with the entries that are posted with them.
enum RateWriteStore {
    /// The last revision of each key that was ever set, ended or not.
    static func lastRevisions(
        of keys: [FullRateKey], of book: Int32, in tx: Transaction
    ) async throws -> [FullRateKey: Rate] {
        let rows: [PlacedRate] = try await tx.rows(
            """
            select wanted.place, \(RateStore.columns)
            from unnest(\(keys.map(\.type)), \(keys.map(\.from)), \(keys.map(\.to)), \(keys.map(\.on)))
                with ordinality as wanted (rate_type, base, quote, day, place)
            cross join lateral (
                select * from ledger.rate
                where book_id = \(book) and rate_type = wanted.rate_type and base = wanted.base
                    and quote = wanted.quote and starts_on = wanted.day
                order by revision desc limit 1
            ) as rate
            """)
        return Dictionary(uniqueKeysWithValues: rows.map { (keys[Int($0.place) - 1], $0.rate) })
    }

    static func insert(_ rates: [Rate], into book: Int32) -> [SQL] {
        if rates.isEmpty { return [] }
        return [
            """
            insert into ledger.rate (book_id, rate_type, base, quote, starts_on, revision, rate, valid_until, source,
                recorded_at, recorded_by, after_entry)
            select \(book), fresh.*
            from unnest(\(rates.map(\.type)), \(rates.map(\.from)), \(rates.map(\.to)), \(rates.map(\.on)),
                \(rates.map { Int32($0.revision.rawValue) }), \(rates.map(\.rate)), \(rates.map(\.validUntil)),
                \(rates.map(\.source)), \(rates.map(\.recordedAt)), \(rates.map(\.recordedBy)),
                \(rates.map(\.afterEntry))) as fresh
            """,
            """
            insert into ledger.rate_pair (book_id, rate_type, base, quote)
            select distinct \(book), fresh.*
            from unnest(\(rates.map(\.type)), \(rates.map(\.from)), \(rates.map(\.to))) as fresh
            on conflict do nothing
            """,
        ]
    }

    /// Takes revisions out of use.
    static func end(
        _ rates: [Rate], of book: Int32, at instant: Instant, by actor: String, afterEntry number: Int64
    ) -> [SQL] {
        if rates.isEmpty { return [] }
        return [
            """
            update ledger.rate
            set ended_at = \(instant), ended_by = \(actor), ended_after_entry = \(number)
            from unnest(\(rates.map(\.type)), \(rates.map(\.from)), \(rates.map(\.to)), \(rates.map(\.on)),
                \(rates.map { Int32($0.revision.rawValue) })) as old (rate_type, base, quote, starts_on, revision)
            where rate.book_id = \(book) and rate.rate_type = old.rate_type and rate.base = old.base
                and rate.quote = old.quote and rate.starts_on = old.starts_on and rate.revision = old.revision
            """
        ]
    }
}
