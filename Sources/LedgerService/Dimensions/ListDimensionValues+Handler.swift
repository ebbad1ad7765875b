// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ListDimensionValues: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        let asked = try PageRequest<Dimension, DimensionCode>(self, filter: dimension)
        guard
            try await DimensionStore.declared(of: book.number, in: context.database)
                .contains(where: { $0.dimension == dimension })
        else { throw DimensionNotUsed(dimension: dimension) }
        let values = try await DimensionStore.values(
            of: dimension, in: book.number, after: asked.after, limit: asked.rowLimit, context.database)
        return try asked.page(of: values, endingAt: \.value.code, showing: \.value)
    }
}
