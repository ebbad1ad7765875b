// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension UpdateDimensionValue: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        try DimensionRules.requireOwnValues(dimension)
        let book = try await context.book(book, of: caller)
        return try await context.commands.once(self, by: caller) { tx in
            let head = try await HeadStore.lock(book.number, in: tx)
            guard let record = try await DimensionStore.value(code, of: dimension, in: book.number, tx) else {
                throw DimensionValueNotFound(dimension: dimension, value: try Text(validating: code.text))
            }
            let old = record.value
            let value = DimensionValue(
                dimension: dimension, code: code, name: name ?? old.name, isClosed: isClosed ?? old.isClosed)
            guard value != old else { return Response(value: old) }
            try await DimensionStore.update(value, number: record.number, of: book.number, in: tx)
            try await SettingsStore.touch(book.number, in: tx)
            try await FeedStore.append([.dimensionValue(value)], to: book.number, after: head, in: tx)
            return Response(value: value)
        }
    }
}
