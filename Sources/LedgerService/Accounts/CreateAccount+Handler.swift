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
            let account = account(at: context.clock.now())
            try AccountRules.requireSound(account)
            let place = try await AccountStore.place(of: account, number: nil, in: book.number, tx)
            try AccountRules.requireFit(account, in: place)
            let record = AccountRecord(number: head.accountNumber + 1, account: account)
            try await AccountStore.insert([record], into: book.number, in: tx)
            try await SettingsStore.touch(book.number, in: tx)
            try await FeedStore.append([.account(account)], to: book.number, after: head, in: tx)
            return Response(account: account)
        }
    }

    private func account(at instant: Instant) -> Account {
        Account(
            id: .new(at: instant), code: code, name: name, kind: kind, parent: parent, isHeading: isHeading ?? false,
            isClosed: false, currency: currency, floor: floor,
            requiredDimensions: requiredDimensions.map { RequiredDimensions($0).dimensions } ?? [], opensOn: opensOn,
            closesOn: closesOn, version: Version(unchecked: 1))
    }
}
