// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension SetBudgetLines: Handler {
    /// Of one budget: what a replica keeps in memory of a budget that is checked.
    static let lineLimit: Int64 = 20_000

    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        let lines = Array(lines?.elements ?? [])
        let gone = Array(remove?.elements ?? [])
        let currency = book.book.functionalCurrency
        try BudgetLineRules.requireSound(lines, path: "$.lines", functionalCurrency: currency)
        try BudgetLineRules.requireSound(gone, path: "$.remove", functionalCurrency: currency)
        return try await context.commands.once(self, by: caller) { tx in
            let head = try await HeadStore.lock(book.number, in: tx)
            var record = try await BudgetStore.required(budget, of: book.number, in: tx)
            let old = record.budget
            guard ifVersion == nil || ifVersion == old.version else {
                throw VersionConflict(currentVersion: old.version)
            }
            guard old.state != .retired else { throw BudgetRetired() }
            try BudgetLineRules.requireWithin(lines, old)
            let accounts = try await ScheduleStore.accounts(
                (lines + gone).map(\.account), of: book.number, in: tx)
            for line in lines + gone where accounts[line.account] == nil {
                throw AccountNotFound(account: line.account)
            }
            let unnamed = try await BudgetStore.unnamed(Set(lines.compactMap(\.value)), in: book.number, tx)
            try await BudgetStore.remove(gone, accounts: accounts, of: record.number, in: book.number, tx)
            try await BudgetStore.set(lines, accounts: accounts, of: record.number, in: book.number, tx)
            let count = try await BudgetStore.lineCount(of: record.number, in: book.number, tx)
            guard count <= Self.lineLimit else { throw BudgetTooLarge(limit: Count(unchecked: Self.lineLimit)) }
            try await BudgetTurnoverStore.fill(unnamed, of: book.number, in: tx)
            record.change(lines: count)
            try await BudgetStore.update(record, of: book.number, in: tx)
            try await SettingsStore.touch(book.number, in: tx)
            try await FeedStore.append(
                [.budget(record.budget)] + BudgetFacts.changes(set: lines, removed: gone, of: budget),
                to: book.number, after: head, in: tx)
            return Response(budget: record.budget)
        }
    }
}
