// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension GetTrialBalance: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let span = try BalanceSpan(from: from, to: asOf, path: "$.from", withoutClosings: withoutClosings)
        let record = try await context.book(book, of: caller)
        let question = BalanceQuestion(
            record, accounts: accounts, scope: scope,
            windows: withOpening == true ? span.windows : [span.windows[0]], recordedAt: recordedAt)
        let now = context.clock.now()
        let answer = try await context.database.withTransaction(isolation: .repeatableRead, readOnly: true) { tx in
            try await BalanceReader.read(question, at: now, in: tx)
        }
        let valuation = Valuation(currency, functional: record.book.functionalCurrency)
        let total = valuation.sums(of: answer.table).filter { $0.key.window == 0 }.values
            .reduce(into: WideSides()) { $0 += $1 }
        return Response(
            rows: try rows(answer, valuation),
            totalDebits: try Money(sum: total.debits, currency: valuation.currency),
            totalCredits: try Money(sum: total.credits, currency: valuation.currency),
            feedPosition: answer.feedPosition)
    }

    private func rows(_ answer: BalanceAnswer, _ valuation: Valuation) throws -> [TrialBalanceRow] {
        let sums = valuation.sums(of: answer.accounts.rolledUp(answer.table))
        return try answer.accounts.shown.compactMap { account in
            let turnover = sums[ValuedCell(window: 0, account: account.id)]
            let opening = sums[ValuedCell(window: 1, account: account.id)]
            guard turnover != nil || opening != nil else { return nil }
            let figures = try BalanceFigures(
                opening: opening?.net ?? 0, turnover: turnover ?? WideSides(), currency: valuation.currency)
            return TrialBalanceRow(
                account: account.code, name: account.name, kind: account.kind, debits: figures.debits,
                credits: figures.credits,
                balance: try Money(sum: turnover?.net ?? 0, currency: valuation.currency),
                opening: withOpening == true ? figures.opening : nil,
                closing: withOpening == true ? figures.closing : nil)
        }
    }
}
