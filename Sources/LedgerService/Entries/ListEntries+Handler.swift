// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ListEntries: Handler {
    private typealias Position = PagePosition<EntryFilter, EntryNumber>

    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let record = try await context.book(book, of: caller)
        let position = try cursor.map { try Position($0, list: Self.name, filter: self.filter) }
        let filter = self.filter ?? position?.filter
        let limit = (limit ?? .standard).rawValue
        let account = try await number(of: filter?.account, in: record, context)
        let numbers = try await EntryStore.numbers(
            matching: filter, account: account, after: position?.after.rawValue ?? 0, of: record.number,
            limit: limit + 1, in: context.database)
        let page = try await EntryStore.entries(Array(numbers.prefix(Int(limit))), of: record, in: context.database)
        guard numbers.count > page.count, let last = page.last else { return Response(items: page, next: nil) }
        return Response(items: page, next: try Position(list: Self.name, filter: filter, after: last.number).cursor())
    }

    private func number(
        of code: AccountCode?, in book: BookRecord, _ context: LedgerContext
    ) async throws -> Int32? {
        guard let code else { return nil }
        guard let account = try await AccountStore.account(code, of: book.number, in: context.database) else {
            throw AccountNotFound(account: code)
        }
        return account.number
    }
}
