// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct CreateBookTests {
    @Test func bookWithAChartHasItsAccounts() async throws {
        try await withLedger { ledger in
            let book = try await ledger.call(CreateBook.named("main", chart: .tradingCompany)).book
            #expect(book.functionalCurrency == .gbp)
            let accounts = try await ledger.call(ListAccounts(book: book.id)).items
            let receivables = try #require(accounts.first { $0.code == .receivables })
            #expect(receivables.kind == .asset && receivables.parent == "1000" && !receivables.isHeading)
            #expect(Set(accounts.map(\.kind)) == Set(AccountKind.allCases))
            let roots = accounts.filter { $0.parent == nil }
            #expect(roots.count == 6 && roots.filter { !$0.isHeading }.isEmpty)
        }
    }

    @Test func takenCodeIsRefusedWithinAnOrganisationOnly() async throws {
        try await withLedger { ledger in
            _ = try await ledger.call(CreateBook.named("main"))
            await #expect(throws: BookCodeTaken()) { try await ledger.call(CreateBook.named("main", key: "other")) }
            _ = try await ledger.inOtherOrganisation.call(CreateBook.named("main"))
        }
    }

    @Test func unknownTimeZoneIsRefused() async throws {
        try await withLedger { ledger in
            await #expect(throws: TimeZoneUnknown()) {
                try await ledger.call(CreateBook.named("main", timeZone: "Europe/Atlantis"))
            }
            let books = try await ledger.call(ListBooks()).items
            #expect(books.isEmpty)
        }
    }

    @Test func repeatedKeyAnswersTheFirstBookAndOtherParamsAreRefused() async throws {
        try await withLedger { ledger in
            let first = try await ledger.call(CreateBook.named("main"))
            #expect(try await ledger.call(CreateBook.named("main")) == first)
            await #expect(throws: IdempotencyKeyReused()) {
                try await ledger.call(CreateBook.named("other", key: "book-main"))
            }
        }
    }

    @Test func bookkeeperMayNotCreateBooks() async throws {
        try await withLedger(as: .bookkeeper) { ledger in
            let error = await #expect(throws: RemoteError.self) { try await ledger.call(CreateBook.named("main")) }
            #expect(error?.code == -32003)
        }
    }
}
