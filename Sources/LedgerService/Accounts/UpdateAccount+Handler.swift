// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension UpdateAccount: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        try AccountRules.requireClearedMembersNotGiven(self)
        let book = try await context.book(book, of: caller)
        return try await context.commands.once(self, by: caller) { tx in
            let head = try await HeadStore.lock(book.number, in: tx)
            guard let record = try await AccountStore.account(code, of: book.number, in: tx) else {
                throw AccountNotFound(account: code)
            }
            let old = record.account
            guard old.version == ifVersion else { throw VersionConflict(currentVersion: old.version) }
            let account = old.applying(self)
            guard account != old else { return Response(account: old) }
            let changed = AccountRecord(number: record.number, account: account)
            try await requireAllowed(changed, replacing: old, of: book.number, in: tx)
            try await AccountStore.update([changed], of: book.number, in: tx)
            try await SettingsStore.touch(book.number, in: tx)
            // Records name the account above them by its code.
            var told = [changed]
            if account.code != old.code {
                told += try await AccountStore.children(of: record.number, in: book.number, tx)
            }
            let facts = told.map { LedgerFact.account($0.account) }
            try await FeedStore.append(facts, to: book.number, after: head, in: tx)
            return Response(account: account)
        }
    }

    private func requireAllowed(
        _ changed: AccountRecord, replacing old: Account, of book: Int32, in tx: Transaction
    ) async throws {
        let account = changed.account
        if account.code != old.code, try await AccountStore.account(account.code, of: book, in: tx) != nil {
            throw AccountCodeTaken()
        }
        try AccountRules.requireSound(account)
        let place = try await AccountStore.place(of: account, number: changed.number, in: book, tx)
        try AccountRules.requireFit(account, in: place)
        guard AccountRules.dependsOnUsage(account, replacing: old) else { return }
        let usage = try await AccountStore.usage(of: [changed.number], in: book, tx)
        try AccountRules.requireAllowed(account, replacing: old, used: usage[changed.number] ?? .none)
    }
}
