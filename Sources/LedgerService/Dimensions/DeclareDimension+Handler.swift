// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension DeclareDimension: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let declared = DeclaredDimension(dimension: dimension, isClosedList: isClosedList ?? false)
        try DimensionRules.requireListFit(declared)
        let book = try await context.book(book, of: caller)
        return try await context.commands.once(self, by: caller) { tx in
            let head = try await HeadStore.lock(book.number, in: tx)
            if try await DimensionStore.declare(declared, of: book.number, in: tx) {
                try await SettingsStore.touch(book.number, in: tx)
                try await FeedStore.append([.dimension(declared)], to: book.number, after: head, in: tx)
            }
            return Response(dimension: declared)
        }
    }
}
