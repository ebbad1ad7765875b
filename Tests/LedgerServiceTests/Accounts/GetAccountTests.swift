// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct GetAccountTests {
    @Test func accountIsAnsweredByItsCode() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let listed = try await ledger.call(ListAccounts(book: book)).items
            #expect(try await ledger.account(.receivables, in: book) == listed.first { $0.code == .receivables })
            let income = try await ledger.as(.analyst).account(.sales, in: book)
            #expect(income.normalSide == .credit && income.parent == "4000")
        }
    }

    @Test func unknownAccountIsRefusedAndAnotherOrganisationSeesNone() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            await #expect(throws: AccountNotFound(account: "9")) { try await ledger.account("9", in: book) }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.account(.cash, in: book)
            }
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.as(.accountExecutive).account(.cash, in: book)
            }
            #expect(error?.code == -32003)
        }
    }
}
