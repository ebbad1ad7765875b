// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ActivateBudget: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        guard replaces != budget else {
            throw InvalidParams(path: "$.replaces", rule: "must be another budget")
        }
        let book = try await context.book(book, of: caller)
        return try await context.commands.once(self, by: caller) { tx in
            let head = try await HeadStore.lock(book.number, in: tx)
            var record = try await BudgetStore.changeable(budget, ifVersion, of: book.number, in: tx)
            var changed: [LedgerFact] = []
            if let replaces {
                var other = try await BudgetStore.required(replaces, of: book.number, in: tx)
                guard other.budget.state != .retired else { throw BudgetRetired() }
                other.change(state: .retired)
                try await BudgetStore.update(other, of: book.number, in: tx)
                changed.append(.budget(other.budget))
            }
            record.change(state: .active, check: check)
            try await BudgetStore.update(record, of: book.number, in: tx)
            changed.append(.budget(record.budget))
            try await SettingsStore.touch(book.number, in: tx)
            try await FeedStore.append(changed, to: book.number, after: head, in: tx)
            return Response(budget: record.budget)
        }
    }
}

extension BudgetStore {
    /// Throws `BudgetNotFound`, `VersionConflict` and `BudgetRetired`.
    static func changeable(
        _ code: BudgetCode, _ version: Version, of book: Int32, in tx: Transaction
    ) async throws -> BudgetRecord {
        let record = try await required(code, of: book, in: tx)
        guard record.budget.version == version else { throw VersionConflict(currentVersion: record.budget.version) }
        guard record.budget.state != .retired else { throw BudgetRetired() }
        return record
    }
}
