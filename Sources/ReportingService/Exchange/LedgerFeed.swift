// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
package import Postgres
package import ServiceKit

extension LedgerChange: FeedRecord {}

/// Books, accounts and entries become facts and the sums that reports read.
package struct LedgerFeed: FeedSource {
    package static let name = ServiceName.ledger.rawValue
    private static let listLimit = PageLimit(unchecked: 1000)

    private let ledger: Remote<LedgerAPI>

    package init(_ ledger: Remote<LedgerAPI>) {
        self.ledger = ledger
    }

    package func scopes() async throws -> [(scope: FeedScope, head: FeedPosition)] {
        var feeds: [(scope: FeedScope, head: FeedPosition)] = []
        var cursor: PageCursor?
        repeat {
            let page = try await ledger.call(ListLedgerFeeds(limit: Self.listLimit, cursor: cursor))
            feeds += page.items.map { (FeedScope(organisation: $0.organisation, id: $0.book.uuid), $0.head) }
            cursor = page.next
        } while cursor != nil
        return feeds
    }

    package func read(
        _ scope: FeedScope, after position: FeedPosition, limit: PageLimit
    ) async throws -> (records: [LedgerChange], head: FeedPosition) {
        let page = try await ledger.call(
            ReadLedgerFeed(
                book: BookID(scope.id), after: position, limit: limit, organisation: scope.organisation))
        return (page.items, page.head)
    }

    package func apply(_ records: [LedgerChange], to projection: FeedProjection, in tx: Transaction) async throws {
        try await BookStore.keep(records.compactMap(\.book).last, projection, in: tx)
        let accounts = Dictionary(records.compactMap(\.account).map { ($0.id, $0) }) { _, later in later }
        try await BookStore.keep(Array(accounts.values), projection, in: tx)
        let entries = try records.compactMap(PostedEntry.init)
        guard !entries.isEmpty else { return }
        let posted = Set(entries.flatMap { $0.lines.map(\.account) })
        let kinds = try await BookStore.kinds(of: Array(posted), projection, in: tx)
        let fold = try EntryFold(entries, kinds: kinds)
        try await FactStore.add(fold, to: projection, in: tx)
    }

    package func forget(_ projection: FeedProjection, limit: Int, in tx: Transaction) async throws -> Int {
        let facts = try await FactStore.forget(projection, limit: limit, in: tx)
        return try await facts + BookStore.forget(projection, limit: limit, in: tx)
    }
}
