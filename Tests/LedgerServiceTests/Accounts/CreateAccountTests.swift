// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct CreateAccountTests {
    private func account(
        _ code: AccountCode, in book: BookID, key: String = "k", kind: AccountKind = .asset,
        parent: AccountCode? = "1000"
    ) throws -> CreateAccount {
        CreateAccount(
            book: book, idempotencyKey: try .init(validating: key), code: code, name: try Text(validating: "New"),
            kind: kind, parent: parent)
    }

    @Test func accountTakesLinesAtOnce() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let created = try await ledger.call(account("1011", in: book)).account
            #expect(created.parent == "1000" && created.version.rawValue == 1)
            _ = try await ledger.post(.of([.debit("1011", .gbp(5)), .credit(.sales, .gbp(5))], in: book, key: "e"))
        }
    }

    @Test func takenCodeUnknownParentAndUnfitParentAreRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            await #expect(throws: AccountCodeTaken()) { try await ledger.call(account(.cash, in: book, key: "1")) }
            await #expect(throws: AccountNotFound(account: "9")) {
                try await ledger.call(account("1011", in: book, key: "2", parent: "9"))
            }
            await #expect(throws: ParentUnfit()) {
                try await ledger.call(account("1011", in: book, key: "3", kind: .income))
            }
            await #expect(throws: ParentUnfit()) {
                try await ledger.call(account("1011", in: book, key: "4", parent: .cash))
            }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(account("1011", in: book, key: "5"))
            }
        }
    }

    @Test func bookkeeperMayNotAddAccounts() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.as(.bookkeeper).call(account("1011", in: book))
            }
            #expect(error?.code == -32003)
        }
    }
}
