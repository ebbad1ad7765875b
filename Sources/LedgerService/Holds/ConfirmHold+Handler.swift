// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC

extension ConfirmHold: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        if let amount, amount.minorUnits <= 0 {
            throw InvalidParams(path: "$.amount", rule: "must be greater than zero")
        }
        if let functionalAmount, functionalAmount.minorUnits <= 0 {
            throw InvalidParams(path: "$.functionalAmount", rule: "must be greater than zero")
        }
        let journal = try await context.journal(of: book, for: caller)
        let currency = journal.book.book.functionalCurrency
        if let functionalAmount, functionalAmount.currency != currency {
            throw FunctionalAmountMissing(functionalCurrency: currency)
        }
        guard let number = EntryIdentity.number(of: hold, in: journal.book.number) else { throw HoldNotFound() }
        let confirmation = HoldConfirmation(
            hold: number, postedOn: postedOn, amount: amount, functionalMinorUnits: functionalAmount?.minorUnits,
            keepsRest: keepsRest ?? false, description: description)
        return try await journal.submit(.confirm(confirmation), of: self, by: caller).posted(in: journal)
    }
}
