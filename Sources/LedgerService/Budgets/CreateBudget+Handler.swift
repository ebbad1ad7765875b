// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension CreateBudget: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        guard from <= to else { throw InvalidParams(path: "$.to", rule: "must not be before from") }
        let book = try await context.book(book, of: caller)
        return try await context.commands.once(self, by: caller) { tx in
            let head = try await HeadStore.lock(book.number, in: tx)
            guard try await BudgetStore.budget(code, of: book.number, in: tx) == nil else { throw BudgetCodeTaken() }
            let fresh = Budget(
                code: code, name: name, from: from, to: to, state: .draft, check: .none, lines: Count(0),
                createdAt: context.clock.now(), version: Version(unchecked: 1))
            var record = try await BudgetStore.insert(fresh, by: caller.label, into: book.number, in: tx)
            if let copyOf {
                let other = try await BudgetStore.required(copyOf, of: book.number, in: tx)
                // Its values are summed already, since a budget names them.
                let count = try await BudgetStore.copyLines(of: other, to: record, in: book.number, tx)
                record.budget = Budget(
                    code: code, name: name, from: from, to: to, state: .draft, check: other.budget.check,
                    lines: Count(unchecked: count), createdAt: fresh.createdAt, version: fresh.version)
                try await BudgetStore.update(record, of: book.number, in: tx)
            }
            try await FeedStore.append(
                [.budget(record.budget)] + BudgetFacts.lines(of: record, in: book, tx), to: book.number, after: head,
                in: tx)
            return Response(budget: record.budget)
        }
    }
}
