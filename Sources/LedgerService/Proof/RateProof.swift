// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Compares rates with the facts that told them, a page of the feed at a time: nothing is kept but revisions whose end
/// is still to be told.
struct RateProof {
    private struct Key: Hashable {
        let rate: FullRateKey
        let revision: Version

        init(_ rate: Rate) {
            self.rate = FullRateKey(from: rate.from, to: rate.to, type: rate.type, on: rate.on)
            revision = rate.revision
        }
    }

    /// A revision as it is stored, and when the next one of its key was recorded.
    private struct Stored: RowDecodable {
        let placed: PlacedRate
        let replacedAt: Instant?

        init(row: inout Row) throws {
            placed = try PlacedRate(row: &row)
            replacedAt = try row.next()
        }
    }

    let book: Int32
    /// Withdrawn by what is stored, where the feed told them in use so far: the positions of those facts.
    private var withdrawn: [Key: (position: Int64, rate: Rate)] = [:]
    private var count: Int64 = 0

    init(book: Int32) {
        self.book = book
    }

    /// Facts in the order of their positions.
    mutating func take(
        _ told: [(position: Int64, rate: Rate)], _ tally: inout DifferenceTally, _ tx: Transaction
    )
        async throws
    {
        guard !told.isEmpty else { return }
        let stored = try await stored(told.map(\.rate), tx)
        for (place, fact) in zip(Int64(1)..., told) {
            let key = Key(fact.rate)
            guard let row = stored[place] else {
                tally.add(BookDifference(fact, field: "revision", expected: "there", found: "not there"))
                continue
            }
            if fact.rate.endedAt == nil {
                count += 1
                if row.placed.rate.endedAt != row.replacedAt { withdrawn[key] = fact }
            } else {
                withdrawn[key] = nil
            }
            if let difference = fact.rate.firstDifference(from: row.placed.rate) {
                tally.add(
                    BookDifference(
                        fact, field: difference.name, expected: difference.told, found: difference.stored))
            }
        }
    }

    func finish(_ tally: inout DifferenceTally, _ tx: Transaction) async throws {
        for fact in withdrawn.values.sorted(by: { $0.position < $1.position }) {
            tally.add(BookDifference(fact, field: "end", expected: "none"))
        }
        let stored = try await tx.row(
            "select count(*) from ledger.rate where book_id = \(book)", as: Int64.self)
        if stored > count {
            tally.add(
                BookDifference(.rate, field: "revisions", expected: String(count), found: String(stored)))
        }
    }

    private func stored(_ rates: [Rate], _ tx: Transaction) async throws -> [Int64: Stored] {
        let rows = try await tx.rows(
            """
            select told.place, \(RateStore.columns), later.recorded_at
            from unnest(\(rates.map(\.type)), \(rates.map(\.from)), \(rates.map(\.to)), \(rates.map(\.on)),
                \(rates.map { Int32(clamping: $0.revision.rawValue) }))
                with ordinality as told (rate_type, base, quote, day, revision, place)
            join ledger.rate on rate.book_id = \(book) and rate.rate_type = told.rate_type and rate.base = told.base
                and rate.quote = told.quote and rate.starts_on = told.day and rate.revision = told.revision
            left join ledger.rate as later on later.book_id = \(book) and later.rate_type = told.rate_type
                and later.base = told.base and later.quote = told.quote and later.starts_on = told.day
                and later.revision = told.revision + 1
            """, as: Stored.self)
        return Dictionary(rows.map { ($0.placed.place, $0) }) { first, _ in first }
    }
}

extension BookDifference {
    fileprivate init(
        _ fact: (position: Int64, rate: Rate), field: String, expected: String? = nil, found: String? = nil
    ) {
        let rate = fact.rate
        self.init(
            .rate, day: rate.on, position: fact.position,
            field: "\(field) of \(rate.from) in \(rate.to), \(rate.type), revision \(rate.revision)",
            expected: expected, found: found)
    }
}

extension Rate {
    /// Ends are compared only where this one has one: a correction tells the next revision and not the end.
    fileprivate func firstDifference(from stored: Rate) -> (name: String, told: String, stored: String)? {
        var members: [(String, String?, String?)] = [
            ("rate", "\(rate)", "\(stored.rate)"), ("source", source?.text, stored.source?.text),
            ("last day", validUntil.map { "\($0)" }, stored.validUntil.map { "\($0)" }),
            ("time", recordedAt.text, stored.recordedAt.text), ("person", recordedBy.text, stored.recordedBy.text),
            ("entry before", "\(afterEntry)", "\(stored.afterEntry)"),
        ]
        if endedAt != nil {
            members += [
                ("end", endedAt?.text, stored.endedAt?.text),
                ("person who ended", endedBy?.text, stored.endedBy?.text),
                ("entry before the end", endedAfterEntry.map { "\($0)" }, stored.endedAfterEntry.map { "\($0)" }),
            ]
        }
        return members.first { $0.1 != $0.2 }.map { ($0.0, $0.1 ?? "none", $0.2 ?? "none") }
    }
}
