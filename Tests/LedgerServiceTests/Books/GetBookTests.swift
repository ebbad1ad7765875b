// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@Suite struct GetBookTests {
    @Test func bookOfAnotherOrganisationIsAbsent() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            #expect(try await ledger.call(GetBook(book: book)).book.id == book)
            await #expect(throws: BookNotFound()) { try await ledger.inOtherOrganisation.call(GetBook(book: book)) }
            await #expect(throws: BookNotFound()) { try await ledger.call(GetBook(book: unknownBook)) }
        }
    }
}
