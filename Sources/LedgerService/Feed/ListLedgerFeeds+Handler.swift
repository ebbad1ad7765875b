// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ListLedgerFeeds: Handler {
    /// The book's small number is what a page ends with; it tells a service nothing that it may not know.
    private typealias Position = PagePosition<NoFilter, EntryNumber>

    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let after = try cursor.map { try Position($0, list: Self.name, filter: nil).after.rawValue } ?? 0
        let limit = (limit ?? .standard).rawValue
        let feeds = try await FeedStore.heads(
            after: Int32(clamping: after), limit: limit + 1, in: context.database)
        let page = feeds.prefix(Int(limit))
        let items = page.map(\.head)
        guard feeds.count > page.count, let last = page.last else { return Response(items: items, next: nil) }
        let end = EntryNumber(unchecked: Int64(last.number))
        return Response(items: items, next: try Position(list: Self.name, filter: nil, after: end).cursor())
    }
}
