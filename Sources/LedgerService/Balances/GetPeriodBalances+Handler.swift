// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension GetPeriodBalances: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let columns = try columns()
        let record = try await context.book(book, of: caller)
        // The opening first, then the columns.
        let windows =
            [DayWindow(start: nil, end: from)]
            + columns.map { DayWindow(from: $0.from, to: $0.to, includesClosings: withoutClosings != true) }
        let question = BalanceQuestion(
            record, accounts: accounts, scope: scope, windows: windows, recordedAt: recordedAt)
        let now = context.clock.now()
        let answer = try await context.database.withTransaction(isolation: .repeatableRead, readOnly: true) { tx in
            try await BalanceReader.read(question, at: now, in: tx)
        }
        let valuation = Valuation(currency, functional: record.book.functionalCurrency)
        return Response(
            columns: columns, rows: try rows(answer, valuation, columns: columns.count),
            feedPosition: answer.feedPosition)
    }

    private func columns() throws -> [PeriodColumn] {
        guard from <= to else { throw InvalidParams(path: "$.from", rule: "must not be after to") }
        if let starts {
            guard by == nil else { throw InvalidParams(path: "$.starts", rule: "must be absent when by is given") }
            guard let columns = PeriodColumns.columns(from: from, to: to, starts: starts) else {
                throw InvalidParams(path: "$.starts", rule: "must ascend, after from and up to to")
            }
            return columns
        }
        guard let columns = PeriodColumns.columns(from: from, to: to, by: by ?? .month) else {
            throw InvalidParams(path: "$.to", rule: "must leave at most \(PeriodColumns.limit) columns")
        }
        return columns
    }

    private func rows(
        _ answer: BalanceAnswer, _ valuation: Valuation, columns: Int
    ) throws -> [PeriodBalanceRow] {
        let sums = valuation.sums(of: answer.accounts.rolledUp(answer.table))
        return try answer.accounts.shown.compactMap { account in
            let cells = (0...columns).map { sums[ValuedCell(window: $0, account: account.id)] }
            guard cells.contains(where: { $0 != nil }) else { return nil }
            let opening = cells[0]?.net ?? 0
            var balance = opening
            let periods = try cells.dropFirst().map { cell in
                let figures = try BalanceFigures(
                    opening: balance, turnover: cell ?? WideSides(), currency: valuation.currency)
                balance += cell?.net ?? 0
                return PeriodFigures(
                    debits: figures.debits, credits: figures.credits, closing: figures.closing)
            }
            return PeriodBalanceRow(
                account: account.code, name: account.name, kind: account.kind,
                opening: try Money(sum: opening, currency: valuation.currency), periods: periods)
        }
    }
}
