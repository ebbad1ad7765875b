// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListBooksTests {
    @Test func pagesHoldEveryBookOnceInTheOrderOfCodes() async throws {
        try await withLedger { ledger in
            for code in ["c", "a", "b"] { _ = try await ledger.call(CreateBook.named(code)) }
            _ = try await ledger.inOtherOrganisation.call(CreateBook.named("d"))
            let first = try await ledger.call(ListBooks(limit: PageLimit(unchecked: 2)))
            let second = try await ledger.call(ListBooks(limit: PageLimit(unchecked: 2), cursor: first.next))
            #expect((first.items + second.items).map(\.code.text) == ["a", "b", "c"])
            #expect(second.next == nil)
        }
    }

    @Test func cursorOfAnotherListIsRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let page = try await ledger.call(ListAccounts(book: book, limit: PageLimit(unchecked: 1)))
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.call(ListBooks(cursor: page.next))
            }
            #expect(error?.violations.first?.path == "$.cursor")
        }
    }
}
