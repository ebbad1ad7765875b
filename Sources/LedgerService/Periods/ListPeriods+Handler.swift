// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ListPeriods: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        return try await PeriodPage(PageRequest(self, filter: year), isLocked: false).read(
            of: book, in: context.database)
    }
}
