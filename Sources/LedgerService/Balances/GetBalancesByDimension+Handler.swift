// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension GetBalancesByDimension: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        if let from, let asOf, from > asOf {
            throw InvalidParams(path: "$.from", rule: "must not be after the span's last day")
        }
        let asked = try PageRequest<QueryFingerprint, DimensionPlace>(self, filter: QueryFingerprint(wholeQuery))
        let record = try await context.book(book, of: caller)
        let currency = currency ?? record.book.functionalCurrency
        let (rows, position) = try await context.database.withTransaction(
            isolation: .repeatableRead, readOnly: true
        ) { tx in
            let question = try await question(of: record, in: tx)
            return try await tx.pipeline(
                .rows(
                    DimensionBalanceStore.rows(
                        question, by: dimension, byAccount: byAccount ?? false, after: asked.after,
                        limit: asked.rowLimit),
                    as: StoredDimensionRow.self),
                .row(BalanceStore.position(of: record.number), as: FeedPosition.self))
        }
        let (page, next) = try asked.cut(rows, endingAt: \.place)
        return Response(
            items: try page.map { try $0.balance(in: currency) }, next: next,
            total: try rows.first?.total.figures(in: currency)
                ?? BalanceFigures(opening: 0, turnover: WideSides(), currency: currency),
            feedPosition: position)
    }

    private func question(of record: BookRecord, in tx: Transaction) async throws -> LineQuestion {
        let selection = try await AccountSelectionStore.select(
            accounts.map(Array.init), scope: includesBelow == true ? .each : .own, of: record.number, in: tx)
        var question = LineQuestion(
            book: record.number, accounts: selection.members, filter: filter, from: from, to: asOf,
            currency: currency, includesClosings: withoutClosings != true)
        if let recordedAt {
            question.lastEntry = try await tx.row(
                BalanceStore.lastEntry(of: record.number, recordedBy: recordedAt), as: Int64.self)
        }
        return question
    }

    /// Without its page.
    private var wholeQuery: GetBalancesByDimension {
        GetBalancesByDimension(
            book: book, dimension: dimension, accounts: accounts, includesBelow: includesBelow, byAccount: byAccount,
            filter: filter, asOf: asOf, from: from, recordedAt: recordedAt, currency: currency,
            withoutClosings: withoutClosings)
    }
}

extension StoredDimensionRow {
    fileprivate var place: DimensionPlace {
        DimensionPlace(value: value?.text ?? "", account: account?.text ?? "")
    }

    fileprivate func balance(in currency: CurrencyCode) throws -> DimensionBalance {
        DimensionBalance(value: value, name: name, account: account, figures: try figures.figures(in: currency))
    }
}
