// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC

extension GetRate: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        if let amount, amount.currency != from {
            throw InvalidParams(path: "$.amount.currency", rule: "must be the currency of from")
        }
        let book = try await context.book(book, of: caller)
        let need = RateNeed(from: from, to: to ?? book.book.functionalCurrency, type: type ?? .spot, on: on)
        let quotes = try await RateStore.quotes(
            for: [need], of: book, oldest: maxAgeDays.map { on.oldest(within: $0) }, in: context.database)
        let quote = try RateTable(quotes).require(need)
        let converted = try amount.map { amount in
            guard let converted = quote.conversion.convert(amount.minorUnits, from: need.from, to: need.to) else {
                throw AmountOverflow()
            }
            return Money(minorUnits: converted.minorUnits, currency: need.to)
        }
        return Response(rate: quote.answer(to: need), converted: converted)
    }
}

extension CalendarDate {
    /// The first day from which something is at most so old on this day.
    func oldest(within age: AgeDays) -> CalendarDate {
        max(.earliest, adding(days: -Int(age.rawValue)))
    }
}
