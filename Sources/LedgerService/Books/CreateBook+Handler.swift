// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension CreateBook: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let template = chart.map { Chart.ready($0) }
        return try await context.commands.once(self, by: caller) { tx in
            guard try await BookStore.timeZoneExists(timeZone, in: tx) else { throw TimeZoneUnknown() }
            let now = context.clock.now()
            let book = Book(
                id: .new(at: now), code: code, name: name, functionalCurrency: functionalCurrency,
                timeZone: timeZone, createdAt: now)
            guard let record = try await BookStore.insert(book, of: caller.organisation, in: tx) else {
                throw BookCodeTaken()
            }
            let head = try await HeadStore.lock(record.number, in: tx)
            let accounts = try template.map { try $0.accounts(after: head.accountNumber, at: now) } ?? []
            try await AccountStore.insert(accounts, into: record.number, in: tx)
            try await FeedStore.append(
                [.book(record.book)] + accounts.map { .account($0.account) }, to: record.number,
                after: head, in: tx)
            return Response(book: record.book)
        }
    }
}
