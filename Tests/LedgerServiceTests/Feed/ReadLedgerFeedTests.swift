// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ReadLedgerFeedTests {
    private let feedReader: [Permission] = [.readLedgerFeed]

    @Test func feedHoldsEveryFactOnceInOrder() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let posted = try await ledger.post(.of(EntryLine.sale(7), in: book))
            let reader = ledger.as(ledger.caller.with(feedReader))
            var changes: [LedgerChange] = []
            while true {
                let page = try await reader.call(
                    ReadLedgerFeed(
                        book: book, after: changes.last?.position ?? .start, limit: PageLimit(unchecked: 7)))
                changes += page.items
                if page.items.isEmpty {
                    #expect(page.head == changes.last?.position)
                    break
                }
            }
            #expect(changes.map(\.position.rawValue) == Array(1...Int64(changes.count)))
            #expect(changes.first?.book?.id == book && changes.last?.entry?.id == posted.entry)
            let accounts = try await ledger.call(ListAccounts(book: book)).items
            #expect(Set(changes.compactMap(\.account?.code)) == Set(accounts.map(\.code)))
        }
    }

    @Test func serviceNamesTheOrganisationAndUsersMayNotNameAnother() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let reporting = ledger.as(service: .reporting)
            let page = try await reporting.call(ReadLedgerFeed(book: book, after: .start, organisation: .first))
            #expect(!page.items.isEmpty)
            await #expect(throws: BookNotFound()) {
                try await reporting.call(ReadLedgerFeed(book: book, after: .start, organisation: .second))
            }
            await #expect(throws: RemoteError.self) {
                try await reporting.call(ReadLedgerFeed(book: book, after: .start))
            }
            let other = ledger.as(.user(in: .second, with: feedReader))
            await #expect(throws: BookNotFound()) { try await other.call(ReadLedgerFeed(book: book, after: .start)) }
            let error = await #expect(throws: RemoteError.self) {
                try await other.call(ReadLedgerFeed(book: book, after: .start, organisation: .first))
            }
            #expect(error?.violations.first?.path == "$.organisation")
        }
    }

    @Test func bookkeeperMayNotReadTheFeed() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.as(.bookkeeper).call(ReadLedgerFeed(book: book, after: .start))
            }
            #expect(error?.code == -32003)
        }
    }
}
