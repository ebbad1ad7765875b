// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct PostEntriesTests {
    @Test func eachEntryHasItsOwnOutcome() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let outcomes = try await ledger.call(
                PostEntries.of(
                    [
                        .of(EntryLine.sale(100), key: "1"),
                        .of([.debit("9", .gbp(1)), .credit(.sales, .gbp(1))], key: "2"),
                        .of(EntryLine.sale(200), key: "3"),
                        .of(EntryLine.sale(100), key: "1"),
                        .of(EntryLine.sale(999), key: "1"),
                    ], in: book)
            ).outcomes
            #expect(outcomes.map { $0.posted?.number.rawValue } == [1, nil, 2, 1, nil])
            #expect(
                outcomes.map { $0.refused?.reason.text } == [
                    nil, "ledger.account_not_found", nil, nil, "shared.idempotency_key_reused",
                ])
            #expect(outcomes.map(\.isRepeated) == [false, false, false, true, false])
            #expect(try await ledger.entryCount(of: book) == 2)
        }
    }

    @Test func keysAreSharedWithSinglePostings() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let single = try await ledger.post(.of(EntryLine.sale(100), in: book, key: "1"))
            let bulk = try await ledger.call(PostEntries.of([.of(EntryLine.sale(100), key: "1")], in: book))
            #expect(bulk.outcomes == [PostingOutcome(posted: single, refused: nil, isRepeated: true)])
        }
    }

    @Test func repeatedCallPostsNothing() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let entries = try (0..<200).map { try NewEntry.of(EntryLine.sale(100), key: "\($0)") }
            let first = try await ledger.call(PostEntries.of(entries, in: book)).outcomes
            let second = try await ledger.call(PostEntries.of(entries, in: book)).outcomes
            #expect(first.map(\.posted) == second.map(\.posted))
            #expect(second.allSatisfy(\.isRepeated) && !first.contains(where: \.isRepeated))
            let trial = try await ledger.call(GetTrialBalance(book: book))
            #expect(trial.totalDebits == .gbp(20_000))
        }
    }

    @Test func unknownBookAndBadAmountsRefuseTheCall() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(
                    PostEntries.of([.of(EntryLine.sale(1), key: "1")], in: book))
            }
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.call(
                    PostEntries.of([.of(EntryLine.sale(1), key: "1"), .of(EntryLine.sale(0), key: "2")], in: book))
            }
            #expect(error?.violations.first?.path == "$.entries[1].lines[0].amount")
            #expect(try await ledger.entryCount(of: book) == 0)
        }
    }
}
