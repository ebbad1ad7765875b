// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension UpdateAccount: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        return try await context.commands.once(self, by: caller) { tx in
            let head = try await HeadStore.lock(book.number, in: tx)
            guard let record = try await AccountStore.account(code, of: book.number, in: tx) else {
                throw AccountNotFound(account: code)
            }
            let old = record.account
            guard old.version == ifVersion else { throw VersionConflict(currentVersion: old.version) }
            let account = Account(
                id: old.id, code: old.code, name: name ?? old.name, kind: old.kind, parent: old.parent,
                isHeading: old.isHeading, isClosed: isClosed ?? old.isClosed, currency: old.currency,
                version: Version(unchecked: old.version.rawValue + 1))
            try await AccountStore.update(
                AccountRecord(number: record.number, account: account), of: book.number, in: tx)
            try await SettingsStore.touch(book.number, in: tx)
            try await FeedStore.append([.account(account)], to: book.number, after: head, in: tx)
            return Response(account: account)
        }
    }
}
