// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import LedgerService

@Suite struct VerifyBookTests {
    @Test func intactBookHasNoDifference() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBusyBook()
            let result = try await ledger.verify(book)
            #expect(result.differences == [] && result.counts.isEmpty)
            #expect(result.entries == 9 && result.lines == 18)
            #expect(result.accounts == 5)
            let feed = try await ledger.as(.integrator).call(ReadLedgerFeed(book: book, after: .start))
            #expect(result.through?.position == feed.head)
            #expect(result.facts == feed.head.rawValue - result.entries)
        }
    }

    /// Those below a heading are told once, and name it by the code that it had.
    @Test func renumberedHeadingIsNoDifference() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBusyBook()
            let heading = try await ledger.call(ListAccounts(book: book)).items.first { $0.code == "1000" }
            _ = try await ledger.call(
                UpdateAccount(
                    book: book, idempotencyKey: .init(validating: "renumber"), code: "1000",
                    ifVersion: #require(heading).version, newCode: "0100"))
            #expect(try await ledger.verify(book).counts.isEmpty)
            try await ledger.corrupt(
                """
                update ledger.account set parent_id = (select account_id from ledger.account where code = '1500')
                where code = '1010'
                """)
            let moved = try await ledger.verify(book)
            #expect(moved.counts == [.account: 1])
            #expect(moved.differences.first?.account == .cash && moved.differences.first?.field?.text == "parent")
        }
    }

    @Test func emptyBookHasNoDifference() async throws {
        try await withLedger { ledger in
            let book = try await ledger.call(CreateBook.named("empty")).book.id
            let result = try await ledger.verify(book)
            #expect(result.counts.isEmpty && result.links == 1 && result.facts == 1)
        }
    }

    @Test func verificationGoesOnBehindAKeptLink() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBusyBook()
            let kept = try #require(try await ledger.verify(book).through)
            _ = try await ledger.post(.of(EntryLine.sale(5), in: book, key: "later"))
            let rest = try await ledger.verify(book, scope: .journal, after: kept)
            #expect(rest.counts.isEmpty)
            #expect(rest.links == 1 && rest.entries == 1 && rest.accounts == 0)
        }
    }

    @Test func keptLinkWithAnotherHashIsADifference() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBusyBook()
            let kept = try #require(try await ledger.verify(book).through)
            let other = ChainLink(position: kept.position, hash: .example)
            let result = try await ledger.verify(book, after: other)
            #expect(result.counts == [.chainHash: 1])
            #expect(result.differences.first?.expected?.text == ChainHash.example.text)
            #expect(result.differences.first?.found?.text == kept.hash.text)
            let atStart = try await ledger.verify(book, after: ChainLink(position: .start, hash: .example))
            #expect(atStart.counts == [.chainHash: 1])
        }
    }

    @Test func positionWithinALinkIsRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBusyBook()
            await #expect(throws: ChainLinkNotFound()) {
                try await ledger.verify(book, after: ChainLink(position: FeedPosition(unchecked: 2), hash: .example))
            }
        }
    }

    @Test func othersSeeNoBookAndNeedThePermission() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBusyBook()
            await #expect(throws: BookNotFound()) { try await ledger.inOtherOrganisation.verify(book) }
            await #expect(throws: BookNotFound()) { try await ledger.verify(unknownBook) }
            await #expect(throws: RemoteError.self) { try await ledger.as(.bookkeeper).verify(book) }
            #expect(try await ledger.as(.auditor).verify(book).counts.isEmpty)
        }
    }

    /// Time ends a page and not the verification: each page gets on, and all of them cover everything.
    @Test func pagesWithoutTimeGetOnAndCoverEverything() async throws {
        try await withLedger { ledger in
            let id = try await ledger.openBook()
            for batch in 0..<30 {
                let entries = try (0..<50).map { try NewEntry.of(EntryLine.sale(1), key: "\(batch)-\($0)") }
                _ = try await ledger.call(PostEntries.of(entries, in: id))
            }
            let book = try await ledger.context.book(id, in: .first)
            var position: VerifyPosition? = VerifyPosition(after: .origin)
            var entries: Int64 = 0
            var stages: [VerifyPosition.Stage] = []
            while let start = position, stages.count < 100 {
                stages.append(start.stage)
                position = try await ledger.context.database.withTransaction(
                    isolation: .repeatableRead, readOnly: true
                ) { tx in
                    var page = VerifyPage(book: book, in: tx, until: .now)
                    let next = try await page.run(from: start, scope: .full)
                    #expect(page.tally.counts == [])
                    entries += page.checked.entries.rawValue
                    return next
                }
            }
            #expect(entries == 1500 && position == nil)
            #expect(stages.contains(.sums) && stages.contains(.records) && stages.contains(.holds))
        }
    }

    @Test func holdsAreComparedRangeByRange() async throws {
        try await withLedger { ledger in
            let id = try await ledger.openBusyBook()
            let book = try await ledger.context.book(id, in: .first)
            try await ledger.context.database.withTransaction(isolation: .repeatableRead, readOnly: true) { tx in
                let proof = HoldProof(book: book.number, tx: tx, limit: 1)
                var tally = DifferenceTally()
                var ends: [Int64] = [0]
                while let end = try await proof.check(after: ends.last ?? 0, &tally) { ends.append(end) }
                #expect(ends == [0, 1, 2] && tally.counts == [])
            }
        }
    }

    @Test func cursorThatNobodyMadeIsRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let cursor = try PageCursor(validating: "MDE5M2Y")
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.call(VerifyBook(book: book, cursor: cursor))
            }
            #expect(error?.violations.first?.path == "$.cursor")
        }
    }
}
