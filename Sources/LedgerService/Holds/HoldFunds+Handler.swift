// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC

extension HoldFunds: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        guard amount.minorUnits > 0 else { throw InvalidParams(path: "$.amount", rule: "must be greater than zero") }
        guard debit != credit else { throw InvalidParams(path: "$.credit", rule: "must be another account") }
        let journal = try await context.journal(of: book, for: caller)
        let draft = HoldDraft(
            debit: line(on: debit, 1), credit: line(on: credit, -1), expiresAt: expiresAt, description: description,
            documentReference: documentReference)
        return try await journal.submit(.hold(draft), of: self, by: caller).held(in: journal)
    }

    private func line(on account: AccountCode, _ sign: Int64) -> DraftLine {
        DraftLine(
            account: account, currency: amount.currency, minorUnits: sign * amount.minorUnits, client: client,
            costCentre: costCentre, project: project, product: product)
    }
}
