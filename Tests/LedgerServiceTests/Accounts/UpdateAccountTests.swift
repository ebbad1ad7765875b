// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct UpdateAccountTests {
    private func update(
        _ code: AccountCode, in book: BookID, key: String, version: Int64 = 1, name: String? = nil,
        isClosed: Bool? = nil
    ) throws -> UpdateAccount {
        UpdateAccount(
            book: book, idempotencyKey: try .init(validating: key), code: code, ifVersion: Version(unchecked: version),
            name: try name.map { try Text(validating: $0) }, isClosed: isClosed)
    }

    @Test func closedAccountTakesNoLinesUntilItIsReopened() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let closed = try await ledger.call(update(.cash, in: book, key: "1", isClosed: true)).account
            #expect(closed.isClosed && closed.name.text == "Cash in hand")
            let sale = try PostEntry.of([.debit(.cash, .gbp(5)), .credit(.sales, .gbp(5))], in: book, key: "a")
            await #expect(throws: AccountClosed(account: .cash)) { try await ledger.post(sale) }
            _ = try await ledger.call(update(.cash, in: book, key: "2", version: 2, isClosed: false))
            _ = try await ledger.post(.of([.debit(.cash, .gbp(5)), .credit(.sales, .gbp(5))], in: book, key: "b"))
        }
    }

    @Test func oldVersionIsAConflictThatNamesTheCurrentOne() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.call(update(.cash, in: book, key: "1", name: "Till"))
            await #expect(throws: VersionConflict(currentVersion: Version(unchecked: 2))) {
                try await ledger.call(update(.cash, in: book, key: "2", name: "Drawer"))
            }
            await #expect(throws: AccountNotFound(account: "9")) {
                try await ledger.call(update("9", in: book, key: "3"))
            }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(update(.cash, in: book, key: "4"))
            }
        }
    }

    @Test func updateThatChangesNothingWritesNothing() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let facts = try await ledger.facts(of: book).count
            let account = try await ledger.change(.cash, in: book, newCode: .cash, name: "Cash in hand")
            #expect(account.version.rawValue == 1)
            #expect(try await ledger.facts(of: book).count == facts)
            let renamed = try await ledger.change(.cash, in: book, name: "Till")
            #expect(renamed.version.rawValue == 2)
            #expect(try await ledger.facts(of: book).last?.account == renamed)
        }
    }

    @Test func clearedMemberMayNotBeGivenAsWell() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.change(.cash, in: book, currency: .gbp, clear: [.floor, .currency])
            }
            #expect(error?.violations.map(\.path) == ["$.clear[1]"])
        }
    }

    @Test func bookkeeperMayNotChangeAccounts() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.as(.bookkeeper).change(.cash, in: book, name: "Till")
            }
            #expect(error?.code == -32003)
        }
    }
}
