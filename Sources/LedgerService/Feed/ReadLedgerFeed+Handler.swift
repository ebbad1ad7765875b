// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ReadLedgerFeed: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let organisation = try caller.organisation(asked: organisation)
        let record = try await context.book(book, in: organisation)
        return try await context.feeds.page(
            of: String(record.number), waiting: .milliseconds(waitMs?.rawValue ?? 0), isEmpty: \.items.isEmpty
        ) {
            try await page(of: record, context)
        }
    }

    private func page(of book: BookRecord, _ context: LedgerContext) async throws -> Response {
        let (facts, head) = try await FeedStore.facts(
            of: book.number, after: after, limit: (limit ?? .standard).rawValue, in: context.database)
        let numbers = facts.compactMap(\.entryNumber)
        let entries = try await EntryStore.entries(numbers, of: book, in: context.database)
        let byNumber = Dictionary(uniqueKeysWithValues: entries.map { ($0.number.rawValue, $0) })
        return Response(items: try facts.map { try $0.change(entries: byNumber) }, head: head)
    }
}

extension FeedStore.StoredFact {
    fileprivate func change(entries: [Int64: Entry]) throws -> LedgerChange {
        if let entryNumber {
            guard let entry = entries[entryNumber] else {
                throw PostgresError.decoding("the feed points at an entry that is not there")
            }
            return LedgerChange(position: position, kind: .entry, entry: entry)
        }
        guard let record else { throw PostgresError.decoding("a fact of the feed has no record") }
        return kind == "b"
            ? LedgerChange(position: position, kind: .book, book: try StoredRecord.decode(Book.self, record))
            : LedgerChange(position: position, kind: .account, account: try StoredRecord.decode(Account.self, record))
    }
}
