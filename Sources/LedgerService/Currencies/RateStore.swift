// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

extension Rate: RowDecodable {
    /// In the order of `RateStore.columns`.
    init(row: inout Row) throws {
        self.init(
            from: try row.next(), to: try row.next(), type: try row.next(), on: try row.next(),
            validUntil: try row.next(), rate: try row.next(), source: try row.next(),
            revision: Version(unchecked: Int64(try row.next(Int32.self))), recordedAt: try row.next(),
            recordedBy: try row.next(), afterEntry: try row.next(), endedAt: try row.next(),
            endedBy: try row.next(), endedAfterEntry: try row.next())
    }
}

/// A rate for one of several needs or keys, by its place among them.
struct PlacedRate: RowDecodable {
    /// From 1.
    let place: Int64
    let rate: Rate

    init(row: inout Row) throws {
        place = try row.next()
        rate = try Rate(row: &row)
    }

    /// The rates of each place.
    static func byPlace(_ rates: [PlacedRate], count: Int) -> [[Rate]] {
        var lists = [[Rate]](repeating: [], count: count)
        for placed in rates { lists[Int(placed.place) - 1].append(placed.rate) }
        return lists
    }
}

/// Reads rates. They are looked up by index, a descent a pair and day.
enum RateStore {
    static var columns: SQL {
        """
        rate.base, rate.quote, rate.rate_type, rate.starts_on, rate.valid_until, rate.rate, rate.source, rate.revision,
        rate.recorded_at, rate.recorded_by, rate.after_entry, rate.ended_at, rate.ended_by, rate.ended_after_entry
        """
    }

    /// The rates that were found, by what was asked for. In the usual case one statement: ways through a third currency
    /// are only read for pairs that have no rate of their own.
    static func quotes(
        for needs: Set<RateNeed>, of book: BookRecord, oldest: CalendarDate? = nil,
        in database: some PostgresExecutor
    ) async throws -> [RateNeed: DerivedQuote] {
        let currency = book.book.functionalCurrency
        var found: [RateNeed: DerivedQuote] = [:]
        func derive(_ needs: [RateNeed], from rates: [PlacedRate]) {
            for (need, rates) in zip(needs, PlacedRate.byPlace(rates, count: needs.count)) {
                found[need] = RateRules.derive(need, functionalCurrency: currency, oldest: oldest, among: rates)
            }
        }
        let asked = Array(needs)
        derive(asked, from: try await database.rows(ownRates(asked, of: book.number)))
        let missing = asked.filter { found[$0] == nil }
        if missing.isEmpty { return found }
        derive(missing, from: try await database.rows(neighbouringRates(missing, of: book.number)))
        return found
    }

    /// The latest of each pair on or before the day, in both directions.
    static func ownRates(_ needs: [RateNeed], of book: Int32) -> SQL {
        """
        select need.place, \(columns)
        from unnest(\(needs.map(\.type)), \(needs.map(\.from)), \(needs.map(\.to)), \(needs.map(\.on)))
            with ordinality as need (rate_type, base, quote, day, place)
        cross join lateral (
            (select * from ledger.rate
             where book_id = \(book) and rate_type = need.rate_type and base = need.base and quote = need.quote
                and starts_on <= need.day and ended_at is null
             order by starts_on desc limit 1)
            union all
            (select * from ledger.rate
             where book_id = \(book) and rate_type = need.rate_type and base = need.quote and quote = need.base
                and starts_on <= need.day and ended_at is null
             order by starts_on desc limit 1)
        ) as rate
        """
    }

    /// The latest of every pair that has one of the two currencies.
    static func neighbouringRates(_ needs: [RateNeed], of book: Int32) -> SQL {
        """
        select need.place, \(columns)
        from unnest(\(needs.map(\.type)), \(needs.map(\.from)), \(needs.map(\.to)), \(needs.map(\.on)))
            with ordinality as need (rate_type, base, quote, day, place)
        join ledger.rate_pair as pair on pair.book_id = \(book) and pair.rate_type = need.rate_type
            and (pair.base in (need.base, need.quote) or pair.quote in (need.base, need.quote))
        cross join lateral (
            select * from ledger.rate
            where book_id = \(book) and rate_type = pair.rate_type and base = pair.base and quote = pair.quote
                and starts_on <= need.day and ended_at is null
            order by starts_on desc limit 1
        ) as rate
        """
    }

    /// In the order of type, pair, day and revision.
    static func rates(
        of book: Int32, matching filter: RateFilter?, after: RatePlace?, limit: Int64,
        in database: some PostgresExecutor
    ) async throws -> [Rate] {
        var sql: SQL = "select \(columns) from ledger.rate where book_id = \(book)"
        if filter?.withHistory != true { sql += " and ended_at is null" }
        if let type = filter?.type { sql += " and rate_type = \(type)" }
        if let from = filter?.from { sql += " and base = \(from)" }
        if let to = filter?.to { sql += " and quote = \(to)" }
        if let first = filter?.firstDay { sql += " and starts_on >= \(first)" }
        if let last = filter?.lastDay { sql += " and starts_on <= \(last)" }
        if let after {
            sql += """
                 and (rate_type, base, quote, starts_on, revision)
                    > (\(after.type), \(after.from), \(after.to), \(after.on), \(after.revision))
                """
        }
        return try await database.rows(
            sql + " order by rate_type, base, quote, starts_on, revision limit \(limit)")
    }
}

/// Where a page of rates ends.
struct RatePlace: Codable, Sendable {
    let type: RateType
    let from: CurrencyCode
    let to: CurrencyCode
    let on: CalendarDate
    let revision: Version
}
