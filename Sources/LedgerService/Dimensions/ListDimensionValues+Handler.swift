// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ListDimensionValues: Handler {
    private typealias Position = PagePosition<Dimension, DimensionCode>

    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        let after = try cursor.map { try Position($0, list: Self.name, filter: dimension).after }
        guard
            try await DimensionStore.declared(of: book.number, in: context.database)
                .contains(where: { $0.dimension == dimension })
        else { throw DimensionNotUsed(dimension: dimension) }
        let limit = (limit ?? .standard).rawValue
        let values = try await DimensionStore.values(
            of: dimension, in: book.number, after: after, limit: limit + 1, context.database)
        let page = values.prefix(Int(limit)).map(\.value)
        guard values.count > page.count, let last = page.last else { return Response(items: page, next: nil) }
        return Response(items: page, next: try Position(list: Self.name, filter: dimension, after: last.code).cursor())
    }
}
