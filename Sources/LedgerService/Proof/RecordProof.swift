// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Compares what is kept as records with what was told of it: the book, accounts and settings with the feed, numbers
/// with the head, and keys with each other. Of holds there may be more than of all these: see `HoldProof`.
struct RecordProof {
    /// Facts that are read at once.
    private static let factLimit: Int64 = 2000

    let book: BookRecord
    let tx: Transaction

    func check(_ tally: inout DifferenceTally) async throws {
        let told = try await toldRecords(&tally)
        let accounts = try await checkRecords(told, &tally)
        try await SettingsProof(book: book, told: told.settings, accounts: accounts, tx: tx).check(&tally)
        try await checkNumbers(&tally)
        try await checkRepetitions(&tally)
    }

    /// What the feed told last of each record but holds. Rates and the values of dimensions are compared on the way.
    private func toldRecords(_ tally: inout DifferenceTally) async throws -> ToldRecords {
        var told = ToldRecords()
        var rates = RateProof(book: book.number)
        var values = ValueProof(book: book.number)
        var position: Int64 = 0
        while true {
            let facts: [ChainFact] = try await tx.rows(
                """
                select position, entry_number, kind::text, record from ledger.feed
                where book_id = \(book.number) and position > \(position) and kind <> 'h' order by position
                limit \(RecordProof.factLimit)
                """)
            told.take(facts, &tally)
            try await rates.take(told.takeRates(), &tally, tx)
            try await values.take(told.takeValues(), &tally, tx)
            guard let last = facts.last, facts.count == RecordProof.factLimit else { break }
            position = last.position
        }
        try await rates.finish(&tally, tx)
        try await values.finish(&tally, tx)
        return told
    }

    /// Answers the accounts by their codes.
    private func checkRecords(
        _ told: ToldRecords, _ tally: inout DifferenceTally
    ) async throws -> [AccountCode: AccountID] {
        let stored = try await BookStore.book(book.book.id, in: tx)
        if stored?.book != told.book?.record {
            tally.add(BookDifference(.book, position: told.book?.position))
        }
        var rest = told.accounts
        let chart = try await AccountStore.chart(of: book.number, in: tx).map(\.account)
        let ids = Dictionary(chart.map { ($0.code, $0.id) }) { first, _ in first }
        for account in chart {
            let last = rest.removeValue(forKey: account.id)
            let difference = last?.record.firstDifference(
                from: account, hasSameParent: told.parent(of: account) == account.parent.flatMap { ids[$0] })
            guard last == nil || difference != nil else { continue }
            tally.add(
                BookDifference(
                    .account, account: account.code, position: last?.position, field: difference,
                    expected: last == nil ? nil : "as in the feed"))
        }
        for gone in rest.values.sorted(by: { $0.position < $1.position }) {
            tally.add(
                BookDifference(.account, account: gone.record.code, position: gone.position, found: "no account"))
        }
        return ids
    }

    /// Accounts, symbols and holds are numbered from 1 to what the head says, without gaps.
    private func checkNumbers(_ tally: inout DifferenceTally) async throws {
        let book = self.book.number
        let rows = try await tx.rows(
            """
            select 'account_id', head.account_id::bigint, count(account.account_id), max(account.account_id)::bigint
            from ledger.head left join ledger.account on account.book_id = head.book_id
            where head.book_id = \(book) group by head.account_id
            union all
            select 'symbol_id', head.symbol_id::bigint, count(symbol.symbol_id), max(symbol.symbol_id)::bigint
            from ledger.head left join ledger.symbol on symbol.book_id = head.book_id
            where head.book_id = \(book) group by head.symbol_id
            union all
            select 'hold_number', head.hold_number, count(hold.hold_number), max(hold.hold_number)
            from ledger.head left join ledger.hold on hold.book_id = head.book_id
            where head.book_id = \(book) group by head.hold_number
            """, as: (String, Int64, Int64, Int64?).self)
        for (field, head, count, last) in rows where count != head || last ?? 0 != head {
            tally.add(
                BookDifference(
                    .head, field: field, expected: "\(count) rows up to \(last ?? 0)", found: String(head)))
        }
    }

    /// The indexes forbid all of these but that of a key which was refused and yet has an entry.
    private func checkRepetitions(_ tally: inout DifferenceTally) async throws {
        let book = self.book.number
        let rows = try await tx.rows(
            """
            with twice as (
                select 'key' as field, key::text as value, min(number) as first, max(number) as last
                from ledger.entry where book_id = \(book) group by key having count(*) > 1
                union all
                select 'key of an entry and of another outcome', entry.key::text, entry.number, entry.number
                from ledger.posting_key join ledger.entry
                    on entry.book_id = posting_key.book_id and entry.key = posting_key.key
                where posting_key.book_id = \(book)
                union all
                select 'reversal', reverses::text, min(number), max(number)
                from ledger.entry where book_id = \(book) and reverses is not null
                group by reverses having count(*) > 1
                union all
                select 'external reference', source || ' ' || external_reference, min(number), max(number)
                from ledger.entry where book_id = \(book) and external_reference is not null
                group by source, external_reference having count(*) > 1
            )
            select field, value, first, last, count(*) over () from twice order by first
            limit \(Int64(DifferenceTally.namedLimit))
            """, as: (String, String, Int64, Int64, Int64).self)
        for (field, value, first, last, _) in rows {
            tally.add(
                BookDifference(
                    .repeated, entry: first, lastEntry: last > first ? last : nil, field: field, found: value))
        }
        tally.add(unnamed: Int(rows.first?.4 ?? 0) - rows.count, of: .repeated)
    }
}

extension Account {
    /// The first member that differs, for people; nil when none does. Parents are compared by who they are: an account
    /// whose parent was renumbered is told no other for that.
    fileprivate func firstDifference(from other: Account, hasSameParent: Bool) -> String? {
        if !hasSameParent { return "parent" }
        let told = Account(
            id: id, code: code, name: name, kind: kind, parent: other.parent, isHeading: isHeading, isClosed: isClosed,
            currency: currency, floor: floor, requiredDimensions: requiredDimensions, opensOn: opensOn,
            closesOn: closesOn, version: version)
        if told == other { return nil }
        if name != other.name { return "name" }
        if code != other.code { return "code" }
        if kind != other.kind { return "kind" }
        if isClosed != other.isClosed { return "is closed" }
        if version != other.version { return "version" }
        return "record"
    }
}
