// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Compares holds with what the feed told of them, a range of their numbers at a time, and what is reserved with the
/// active ones.
struct HoldProof {
    let book: Int32
    let tx: Transaction
    /// Holds of one range.
    var limit: Int64 = 1000

    /// Answers the last hold of the range that begins after one; nil when there are no more. The first range has what
    /// the feed tells of lower numbers too, and the last of higher ones, so that no fact is left out.
    func check(after number: Int64, _ tally: inout DifferenceTally) async throws -> Int64? {
        let holds = try await HoldStore.holds(
            of: book, state: nil, after: number, limit: limit, in: tx)
        let through = holds.count == limit ? holds.last?.number : nil
        var told = try await toldLast(after: number, through: through, &tally)
        for hold in holds {
            let id = EntryIdentity.holdID(book: book, number: hold.number, createdAt: hold.createdAt)
            guard let last = told.removeValue(forKey: id) else {
                tally.add(BookDifference(.hold, field: "hold \(hold.number)", expected: "not there"))
                continue
            }
            guard let difference = last.record.firstDifference(from: hold) else { continue }
            tally.add(
                BookDifference(
                    .hold, position: last.position, field: "\(difference.name) of hold \(hold.number)",
                    expected: difference.told, found: difference.stored))
        }
        for gone in told.values.sorted(by: { $0.position < $1.position }) {
            tally.add(
                BookDifference(.hold, position: gone.position, field: "hold \(gone.record.id)", found: "not there"))
        }
        return through
    }

    /// The last fact of each hold of the range.
    private func toldLast(
        after number: Int64, through last: Int64?, _ tally: inout DifferenceTally
    ) async throws -> [HoldID: ToldRecords.Told<Hold>] {
        var told: [HoldID: ToldRecords.Told<Hold>] = [:]
        for fact in try await HoldStore.facts(of: book, after: number, through: last, in: tx) {
            do {
                let hold = try StoredRecord.decode(Hold.self, fact.record)
                told[hold.id] = ToldRecords.Told(position: fact.position, record: hold)
            } catch {
                tally.add(BookDifference(unreadable: fact))
            }
        }
        return told
    }

    /// What each balance reserves, beside the sum of the active holds on its two sides.
    func checkPending(_ tally: inout DifferenceTally) async throws {
        let rows = try await tx.rows(
            """
            with side as (
                select debit_account_id as account_id, currency, remaining_minor_units as debits, 0 as credits
                from ledger.hold where book_id = \(book) and state = 'a'
                union all
                select credit_account_id, currency, 0, remaining_minor_units
                from ledger.hold where book_id = \(book) and state = 'a'
            ), derived as (
                select account_id, currency, sum(debits) as debits, sum(credits) as credits from side group by 1, 2
            ), stored as (
                select account_id, currency, pending_debits, pending_credits
                from ledger.balance where book_id = \(book)
            ), different as (
                select account_id, currency, coalesce(debits, 0) || ' and ' || coalesce(credits, 0) as expected,
                    coalesce(pending_debits, 0) || ' and ' || coalesce(pending_credits, 0) as found
                from derived full join stored using (account_id, currency)
                where coalesce(debits, 0) <> coalesce(pending_debits, 0)
                    or coalesce(credits, 0) <> coalesce(pending_credits, 0)
            )
            select account.code, different.currency, expected, found, count(*) over ()
            from different left join ledger.account
                on account.book_id = \(book) and account.account_id = different.account_id
            order by different.account_id, different.currency limit \(Int64(DifferenceTally.namedLimit))
            """, as: (AccountCode?, String, String, String, Int64).self)
        for (account, currency, expected, found, _) in rows {
            tally.add(
                BookDifference(
                    .pending, account: account, currency: currency, field: "pending debits and credits",
                    expected: expected, found: found))
        }
        tally.add(unnamed: Int(rows.first?.4 ?? 0) - rows.count, of: .pending)
    }
}

extension Hold {
    /// Accounts are left out: they may have been renumbered since.
    fileprivate func firstDifference(from stored: HoldRecord) -> (name: String, told: String, stored: String)? {
        func money(_ units: Int64) -> String { Money(minorUnits: units, currency: stored.currency).description }
        let members: [(name: String, told: String?, stored: String?)] = [
            ("state", state.rawValue, stored.state.rawValue),
            ("remaining", remaining.description, money(stored.remaining)),
            ("amount", amount.description, money(stored.amount)),
            ("end", endedAt?.text, stored.endedAt?.text), ("expiry", expiresAt?.text, stored.expiresAt?.text),
            ("person", recordedBy.text, stored.recordedBy.text),
        ]
        return members.first { $0.told != $0.stored }.map { ($0.name, $0.told ?? "none", $0.stored ?? "none") }
    }
}
