// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ListLedgerFeeds: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        // The book's small number is what a page ends with; it tells a service nothing that it may not know.
        let asked = try PageRequest<NoFilter, EntryNumber>(self)
        let feeds = try await FeedStore.heads(
            after: Int32(clamping: asked.after?.rawValue ?? 0), limit: asked.rowLimit, in: context.database)
        return try asked.page(of: feeds, endingAt: { EntryNumber(unchecked: Int64($0.number)) }, showing: \.head)
    }
}
