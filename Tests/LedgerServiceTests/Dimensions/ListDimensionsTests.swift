// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListDimensionsTests {
    @Test func bookBeginsWithClientsAndListsWhatIsDeclared() async throws {
        try await withLedger { ledger in
            let book = try await ledger.call(CreateBook.named("main")).book.id
            let client = DeclaredDimension(dimension: .client, isClosedList: false)
            #expect(try await ledger.call(ListDimensions(book: book)).items == [client])
            try await ledger.declare(.product, in: book)
            try await ledger.declare(.costCentre, isClosedList: true, in: book)
            #expect(
                try await ledger.as(.auditor).call(ListDimensions(book: book)).items == [
                    client, DeclaredDimension(dimension: .costCentre, isClosedList: true),
                    DeclaredDimension(dimension: .product, isClosedList: false),
                ])
        }
    }

    @Test func anotherOrganisationHasNoSuchBook() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(ListDimensions(book: book))
            }
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.as(.accountExecutive).call(ListDimensions(book: book))
            }
            #expect(error?.code == -32003)
        }
    }
}
