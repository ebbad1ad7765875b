// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListAccountsTests {
    @Test func pagesOfOneKindHoldEveryAccountOnce() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let all = try await ledger.call(ListAccounts(book: book, kind: .expense)).items
            var paged: [Account] = []
            var cursor: PageCursor?
            repeat {
                let page = try await ledger.call(
                    ListAccounts(book: book, limit: PageLimit(unchecked: 3), cursor: cursor))
                paged += page.items
                cursor = page.next
            } while cursor != nil
            #expect(paged.filter { $0.kind == .expense } == all)
            #expect(paged.map(\.code) == paged.map(\.code).sorted())
        }
    }

    @Test func cursorWithAnotherFilterIsRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let page = try await ledger.call(
                ListAccounts(book: book, kind: .expense, limit: PageLimit(unchecked: 1)))
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.call(ListAccounts(book: book, kind: .asset, cursor: page.next))
            }
            #expect(error?.violations.map(\.path) == ["$.cursor"])
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(ListAccounts(book: book))
            }
        }
    }
}
