// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension GetBalances: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let span = try BalanceSpan(from: from, to: asOf, path: "$.from", withoutClosings: withoutClosings)
        let record = try await context.book(book, of: caller)
        let question = BalanceQuestion(
            record, accounts: accounts, scope: scope, windows: span.windows, recordedAt: recordedAt)
        let now = context.clock.now()
        let answer = try await context.database.withTransaction(isolation: .repeatableRead, readOnly: true) { tx in
            try await BalanceReader.read(question, at: now, in: tx)
        }
        return Response(balances: try balances(answer, question, span), feedPosition: answer.feedPosition)
    }

    private func balances(
        _ answer: BalanceAnswer, _ question: BalanceQuestion, _ span: BalanceSpan
    ) throws -> [AccountBalance] {
        let table = answer.accounts.rolledUp(answer.table)
        let present = answer.accounts.rolledUp(answer.now)
        let currencies = Set(table.sums.keys.map(\.currency)).union(present.keys.map(\.currency))
            .filter { currency == nil || $0 == currency }.sorted { $0.text < $1.text }
        let functional = question.book.book.functionalCurrency
        return try answer.accounts.shown.flatMap { account in
            try currencies.compactMap { currency in
                let opening = span.opening(table, account.id, currency)
                let turnover = span.turnover(table, account.id, currency)
                let held = present[BalanceCell(window: 0, account: account.id, currency: currency)]
                guard held != nil || !opening.isEmpty || !turnover.isEmpty else { return nil }
                let figures = try BalanceFigures(
                    opening: opening.amounts.net, turnover: turnover.amounts, currency: currency)
                return AccountBalance(
                    account: account.code, name: account.name, kind: account.kind, opening: figures.opening,
                    debits: figures.debits, credits: figures.credits, balance: figures.closing,
                    functional: try BalanceFigures(
                        opening: opening.functional.net, turnover: turnover.functional, currency: functional),
                    holds: try held.map { try $0.held(on: account.kind, balance: figures.closing) },
                    version: scope == .rolledUp ? nil : held.flatMap(\.recordVersion))
            }
        }
    }
}

/// What only the present knows of an account.
struct PresentBalance: Sendable, Equatable {
    var pending = WideSides()
    var version: Int64 = 0

    var recordVersion: Version? { version > 0 ? Version(unchecked: version) : nil }

    func held(on kind: AccountKind, balance: Money) throws(AmountOverflow) -> HeldAmounts {
        let balanced = Int128(balance.minorUnits)
        let available =
            switch kind.normalSide {
            case .debit: balanced - pending.credits
            case .credit: -balanced - pending.debits
            }
        return HeldAmounts(
            pendingDebits: try Money(sum: pending.debits, currency: balance.currency),
            pendingCredits: try Money(sum: pending.credits, currency: balance.currency),
            available: try Money(sum: available, currency: balance.currency))
    }
}

extension AccountSelection {
    func rolledUp(_ balances: [StoredBalanceNow]) -> [BalanceCell: PresentBalance] {
        var sums: [BalanceCell: PresentBalance] = [:]
        for balance in balances {
            for account in shownFor(balance.account) {
                let cell = BalanceCell(window: 0, account: account, currency: balance.currency)
                sums[cell, default: PresentBalance()].pending += balance.pending
                sums[cell, default: PresentBalance()].version += balance.version
            }
        }
        return sums
    }
}
