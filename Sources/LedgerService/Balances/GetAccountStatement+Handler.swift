// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension GetAccountStatement: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let span = try BalanceSpan(from: from, to: to, path: "$.from", withoutClosings: nil)
        let asked = try PageRequest<QueryFingerprint, StatementPlace>(self, filter: QueryFingerprint(wholeQuery))
        let record = try await context.book(book, of: caller)
        let now = context.clock.now()
        let page = try await context.database.withTransaction(isolation: .repeatableRead, readOnly: true) { tx in
            let reader = try await StatementReader.make(self, of: record, at: now, in: tx)
            return try await reader.page(span, after: asked.after, limit: asked.rowLimit, in: tx)
        }
        let currency = page.broughtForward.currency
        var balance = Int128(page.broughtForward.minorUnits)
        let (lines, next) = try asked.cut(page.lines, endingAt: \.place)
        let items = try lines.map { line in
            balance += page.isFunctional ? Int128(line.line.functionalMinorUnits) : Int128(line.line.minorUnits)
            return line.statementLine(of: record, balance: try Money(sum: balance, currency: currency))
        }
        return Response(figures: page.figures, items: items, next: next, feedPosition: page.feedPosition)
    }

    /// Without its page.
    private var wholeQuery: GetAccountStatement {
        GetAccountStatement(
            book: book, account: account, from: from, to: to, currency: currency, includesBelow: includesBelow,
            filter: filter)
    }
}

/// A page of a statement, all of one snapshot.
struct StatementPage: Sendable {
    let figures: BalanceFigures
    /// Whether balances are sums of functional amounts.
    let isFunctional: Bool
    /// The balance before the page's first line.
    let broughtForward: Money
    let lines: [StoredStatementLine]
    let feedPosition: FeedPosition
}

/// Reads a statement in a transaction that keeps one snapshot.
private struct StatementReader {
    let book: BookRecord
    let instant: Instant
    let selection: AccountSelection
    let lines: StatementLines
    let valuation: Valuation

    static func make(
        _ statement: GetAccountStatement, of book: BookRecord, at instant: Instant, in tx: Transaction
    ) async throws -> StatementReader {
        let includesBelow = statement.includesBelow ?? false
        let selection = try await AccountSelectionStore.select(
            [statement.account], scope: includesBelow ? .each : .own, of: book.number, in: tx)
        let own = selection.shown.first { $0.code == statement.account }?.currency
        let currency = statement.currency ?? (includesBelow ? nil : own)
        let members = selection.members ?? []
        let count = try await tx.row(StatementLines.count(of: members, in: book.number), as: Int64.self)
        let lines = StatementLines(
            book: book.number, accounts: members, currency: currency, filter: statement.filter,
            isDense: statement.filter == nil && count > StatementLines.densityLimit)
        return StatementReader(
            book: book, instant: instant, selection: selection, lines: lines,
            valuation: Valuation(currency, functional: book.book.functionalCurrency))
    }

    func page(
        _ span: BalanceSpan, after place: StatementPlace?, limit: Int64, in tx: Transaction
    ) async throws -> StatementPage {
        let figures = try await figures(span, in: tx)
        let rows: [StoredStatementLine] = try await tx.rows(
            lines.page(from: span.first, to: span.last, after: place, limit: limit))
        var broughtForward = figures.opening
        if let place { broughtForward = try await balance(after: place, in: tx) }
        return StatementPage(
            figures: figures, isFunctional: lines.currency == nil,
            broughtForward: broughtForward, lines: rows,
            feedPosition: try await tx.row(BalanceStore.position(of: book.number), as: FeedPosition.self))
    }

    private func figures(_ span: BalanceSpan, in tx: Transaction) async throws -> BalanceFigures {
        guard lines.filter == nil else {
            let question = LineQuestion(
                book: book.number, accounts: lines.accounts, filter: lines.filter, from: span.first, to: span.last,
                currency: lines.currency)
            let stored: StoredFigures = try await tx.row(DimensionBalanceStore.figures(question))
            return try stored.figures(in: valuation.currency)
        }
        let sums = try await sums(span.windows, in: tx)
        return try BalanceFigures(
            opening: sums[1]?.net ?? 0, turnover: sums[0] ?? WideSides(), currency: valuation.currency)
    }

    /// Of all accounts of the statement, by window.
    private func sums(_ windows: [DayWindow], in tx: Transaction) async throws -> [Int: WideSides] {
        let question = BalanceQuestion(book, accounts: selection.shown.map(\.code), windows: windows)
        let answer = try await BalanceReader.read(question, at: instant, in: tx)
        return valuation.sums(of: answer.table).reduce(into: [:]) { sums, cell in
            sums[cell.key.window, default: WideSides()] += cell.value
        }
    }

    /// Of all lines up to the place.
    private func balance(after place: StatementPlace, in tx: Transaction) async throws -> Money {
        let isFiltered = lines.filter != nil
        let sum = try await tx.row(lines.sum(upTo: place, onlyItsDay: !isFiltered), as: Int128.self)
        let before = isFiltered ? [:] : try await sums([DayWindow(start: nil, end: place.postedOn)], in: tx)
        return try Money(sum: (before[0]?.net ?? 0) + sum, currency: valuation.currency)
    }
}
