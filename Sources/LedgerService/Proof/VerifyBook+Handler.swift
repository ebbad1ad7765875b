// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension VerifyBook: Handler {
    private typealias Position = PagePosition<VerifyFilter, VerifyPosition>

    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let record = try await context.book(book, of: caller)
        let filter = VerifyFilter(book: book, scope: scope ?? .full)
        let resumed = try cursor.map { try Position($0, list: Self.name, filter: filter).after }
        let end = VerifyPage.end()
        return try await context.database.withTransaction(isolation: .repeatableRead, readOnly: true) { tx in
            try await VerifyPage.prepare(tx)
            var page = VerifyPage(book: record, in: tx, until: end)
            let start = if let resumed { resumed } else { try await page.start(after: after) }
            let next = try await page.run(from: start, scope: filter.scope)
            return Response(
                differences: page.tally.differences, counts: page.tally.counts, checked: page.checked,
                through: (next ?? page.last).place.link,
                next: try next.map { try Position(list: Self.name, filter: filter, after: $0).cursor() })
        }
    }
}
