// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension CreateAccount: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        return try await context.commands.once(self, by: caller) { tx in
            let head = try await HeadStore.lock(book.number, in: tx)
            guard try await AccountStore.account(code, of: book.number, in: tx) == nil else {
                throw AccountCodeTaken()
            }
            if let parent {
                guard let heading = try await AccountStore.account(parent, of: book.number, in: tx) else {
                    throw AccountNotFound(account: parent)
                }
                guard heading.account.isHeading, heading.account.kind == kind else { throw ParentUnfit() }
            }
            let account = Account(
                id: .new(at: context.clock.now()), code: code, name: name, kind: kind, parent: parent,
                isHeading: isHeading ?? false, isClosed: false, currency: currency, version: Version(unchecked: 1))
            let record = AccountRecord(number: head.accountNumber + 1, account: account)
            try await AccountStore.insert([record], into: book.number, in: tx)
            try await SettingsStore.touch(book.number, in: tx)
            try await FeedStore.append([.account(account)], to: book.number, after: head, in: tx)
            return Response(account: account)
        }
    }
}
