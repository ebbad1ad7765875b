// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ImportChart: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        return try await context.commands.once(self, by: caller) { tx in
            let table = try ChartTable(parsing: csv.text)
            let head = try await HeadStore.lock(book.number, in: tx)
            let (chart, declared) = try await tx.pipeline(
                .rows(AccountStore.chartStatement(book.number), as: AccountRecord.self),
                .rows(DimensionStore.declaredStatement(book.number), as: DeclaredDimension.self))
            let plan = ChartPlan(
                table, over: chart, numberedAfter: head.accountNumber,
                declared: RequiredDimensions(declared.map(\.dimension)), at: context.clock.now())
            let usage = try await AccountStore.usage(of: plan.dependingOnUsage, in: book.number, tx)
            let outcome = try plan.outcome(used: usage)
            try await write(outcome, to: book.number, after: head, in: tx)
            return Response(
                added: Count(outcome.added.count), changed: Count(outcome.changed.count),
                unchanged: Count(table.rows.count - outcome.added.count - outcome.changed.count))
        }
    }

    private func write(
        _ outcome: ChartPlan.Outcome, to book: Int32, after head: Head, in tx: Transaction
    ) async throws {
        let facts = (outcome.added + outcome.changed).map { LedgerFact.account($0.account) }
        guard !facts.isEmpty else { return }
        try await AccountStore.insert(outcome.added, into: book, in: tx)
        try await AccountStore.update(outcome.changed, of: book, in: tx)
        try await SettingsStore.touch(book, in: tx)
        try await FeedStore.append(facts, to: book, after: head, in: tx)
    }
}
