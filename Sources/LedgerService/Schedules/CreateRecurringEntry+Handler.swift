// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension CreateRecurringEntry: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        try ScheduleRules.requireSound(recurrence)
        let book = try await context.book(book, of: caller)
        return try await context.commands.once(self, by: caller) { tx in
            try ScheduleRules.requireSound(template, functionalCurrency: book.book.functionalCurrency)
            _ = try await HeadStore.lock(book.number, in: tx)
            let definition = RecurringDefinition(recurrence: recurrence, template: template)
            let codes = template.lines.map(\.account)
            let accounts = try await ScheduleStore.postable(
                codes, among: ScheduleStore.accounts(codes, of: book.number, in: tx))
            let now = context.clock.now()
            let first = recurrence.day(after: nil)
            let record = ScheduleRecord(
                id: .new(at: now), name: name, state: .active, definition: .recurring(definition), nextOn: first,
                dueOn: first, version: Version(unchecked: 1), createdAt: now)
            try await ScheduleStore.insert(record, accounts: accounts, by: caller.label, into: book.number, in: tx)
            return Response(recurringEntry: try record.recurringEntry(), upcoming: record.upcoming())
        }
    }
}
