// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension CreateDimensionValue: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        try DimensionRules.requireOwnValues(dimension)
        let book = try await context.book(book, of: caller)
        return try await context.commands.once(self, by: caller) { tx in
            var head = try await HeadStore.lock(book.number, in: tx)
            let declared = try await DimensionStore.declared(of: book.number, in: tx)
            guard declared.contains(where: { $0.dimension == dimension }) else {
                throw DimensionNotUsed(dimension: dimension)
            }
            guard try await DimensionStore.value(code, of: dimension, in: book.number, tx) == nil else {
                throw DimensionValueTaken()
            }
            head.symbolNumber += 1
            let value = DimensionValue(dimension: dimension, code: code, name: name, isClosed: false)
            try await DimensionStore.insert(value, number: head.symbolNumber, into: book.number, in: tx)
            try await SettingsStore.touch(book.number, in: tx)
            try await FeedStore.append([.dimensionValue(value)], to: book.number, after: head, in: tx)
            return Response(value: value)
        }
    }
}
