// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension CreateDeferral: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        try ScheduleRules.requireSound(plan, functionalCurrency: book.book.functionalCurrency)
        let parts = try plan.parts()
        return try await context.commands.once(self, by: caller) { tx in
            _ = try await HeadStore.lock(book.number, in: tx)
            let accounts = try await ScheduleStore.accounts([plan.from, plan.to], of: book.number, in: tx)
            let numbers = try ScheduleStore.postable([plan.from, plan.to], among: accounts)
            guard let from = accounts[plan.from] else { throw AccountNotFound(account: plan.from) }
            let now = context.clock.now()
            let first = parts.first?.dueOn
            let record = ScheduleRecord(
                id: .new(at: now), name: name, state: .active, definition: .deferral(plan, fromKind: from.kind),
                nextOn: first, dueOn: first, version: Version(unchecked: 1), createdAt: now)
            try await ScheduleStore.insert(
                record, accounts: numbers, parts: parts, by: caller.label, into: book.number, in: tx)
            return Response(
                deferral: try record.deferral(),
                parts: try await OccurrenceStore.parts(of: record.id, in: book, from: tx))
        }
    }
}
