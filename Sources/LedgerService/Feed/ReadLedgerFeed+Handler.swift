// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ReadLedgerFeed: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let organisation = try caller.organisation(asked: organisation)
        let record = try await context.book(book, in: organisation)
        return try await context.feeds.page(
            of: String(record.number), waiting: .milliseconds(waitMs?.rawValue ?? 0), isEmpty: \.items.isEmpty
        ) {
            try await page(of: record, context)
        }
    }

    private func page(of book: BookRecord, _ context: LedgerContext) async throws -> Response {
        let limit = (limit ?? .standard).rawValue
        let stretch = try await FeedStore.facts(of: book.number, after: after, limit: limit, in: context.database)
        let places = stretch.places(after: after, limit: limit)
        let numbers = places.compactMap { place in
            if case .entry(let number, _) = place { number } else { nil }
        }
        let entries = try await EntryStore.entries(numbers, of: book, in: context.database)
        let byNumber = Dictionary(uniqueKeysWithValues: entries.map { ($0.number.rawValue, $0) })
        let accounts = try await FeedStore.lineAccounts(of: numbers, in: book.number, context.database)
        return Response(
            items: try places.map { try $0.change(entries: byNumber, accounts: accounts) }, head: stretch.head)
    }
}

extension FeedPlace {
    fileprivate func change(entries: [Int64: Entry], accounts: [Int64: [AccountID]]) throws -> LedgerChange {
        switch self {
        case .entry(let number, let position):
            guard let entry = entries[number] else {
                throw PostgresError.decoding("the feed counts an entry that is not there")
            }
            return LedgerChange(
                position: try FeedPosition(validating: position), kind: .entry, entry: entry,
                lineAccounts: accounts[number])
        case .fact(let fact):
            return try fact.change()
        }
    }
}

extension FeedStore.StoredFact {
    fileprivate func change() throws -> LedgerChange {
        let position = try FeedPosition(validating: position)
        return switch kind {
        case "b": LedgerChange(position: position, kind: .book, book: try StoredRecord.decode(Book.self, record))
        case "a":
            LedgerChange(position: position, kind: .account, account: try StoredRecord.decode(Account.self, record))
        case "h": LedgerChange(position: position, kind: .hold, hold: try StoredRecord.decode(Hold.self, record))
        case "y", "z":
            LedgerChange(
                position: position, kind: kind == "y" ? .fiscalYear : .fiscalYearRemoved,
                fiscalYear: try StoredRecord.decode(FiscalYear.self, record))
        case "p":
            LedgerChange(position: position, kind: .period, period: try StoredRecord.decode(FiscalPeriod.self, record))
        case "d":
            LedgerChange(
                position: position, kind: .dimension,
                dimension: try StoredRecord.decode(DeclaredDimension.self, record))
        case "v":
            LedgerChange(
                position: position, kind: .dimensionValue,
                dimensionValue: try StoredRecord.decode(DimensionValue.self, record))
        case "x": LedgerChange(position: position, kind: .rate, rate: try StoredRecord.decode(Rate.self, record))
        case "g":
            LedgerChange(position: position, kind: .budget, budget: try StoredRecord.decode(Budget.self, record))
        case "l":
            LedgerChange(
                position: position, kind: .budgetLines,
                budgetLines: try StoredRecord.decode(BudgetLineChange.self, record))
        default: throw PostgresError.decoding("there is no kind \(kind) of facts")
        }
    }
}
