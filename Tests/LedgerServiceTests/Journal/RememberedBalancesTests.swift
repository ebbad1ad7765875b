// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import LedgerService
import Postgres
import TestKit
import Testing

/// A replica that is alone with a book posts by the balances that it remembers, and never by wrong ones.
@Suite struct RememberedBalancesTests {
    private struct Bench {
        let database: TestDatabase
        let one: TestLedger
        let two: TestLedger
        let book: BookID

        /// Posts a penny from sales to cash.
        func post(_ key: String, by ledger: TestLedger, pence: Int64 = 1) async throws -> PostEntry.Response {
            try await ledger.post(.of([.debit(.cash, .gbp(pence)), .credit(.sales, .gbp(pence))], in: book, key: key))
        }

        func sql(_ statement: SQL) async throws {
            _ = try await database.withPool(size: 1) { try await $0.execute(statement) }
        }

        /// Of cash, in pence.
        func debits() async throws -> Int64 {
            try await database.withPool(size: 1) { admin in
                try await admin.row(
                    """
                    select debits from ledger.balance join ledger.account using (book_id, account_id)
                    where code = '1010'
                    """, as: Int64.self)
            }
        }
    }

    /// The first replica has posted three pence in three batches, the last of them by what it remembered.
    private func withBench(_ body: (Bench) async throws -> Void) async throws {
        try await withReplicas { database, replicas, book in
            let bench = Bench(database: database, one: replicas[0], two: replicas[1], book: book)
            for index in 1...3 { _ = try await bench.post("first-\(index)", by: bench.one) }
            try await body(bench)
        }
    }

    @Test func aloneItDoesNotReadBalances() async throws {
        try await withBench { bench in
            // What nobody else does: a balance changes, and the head stays.
            try await bench.sql("update ledger.balance set debits = debits + 1000 where debits > 0")
            _ = try await bench.post("next", by: bench.one)
            #expect(try await bench.debits() == 4)
        }
    }

    @Test func whatAnotherReplicaPostedIsSeen() async throws {
        try await withBench { bench in
            for round in 1...6 {
                let poster = round.isMultiple(of: 3) ? bench.two : bench.one
                _ = try await bench.post("mixed-\(round)", by: poster, pence: 10)
                #expect(try await bench.debits() == 3 + Int64(round) * 10)
            }
            let verified = try await bench.one.call(VerifyBook(book: bench.book))
            #expect(verified.differences.isEmpty)
        }
    }

    @Test func whatIsClosedElsewhereTakesNothing() async throws {
        try await withBench { bench in
            _ = try await bench.two.call(
                UpdateAccount(
                    book: bench.book, idempotencyKey: try .init(validating: "close"), code: .cash,
                    ifVersion: Version(unchecked: 1), isClosed: true))
            await #expect(throws: AccountClosed(account: .cash)) { try await bench.post("late", by: bench.one) }
        }
    }

    @Test func aKeyThatWasUsedElsewhereAnswersItsOutcome() async throws {
        try await withBench { bench in
            let elsewhere = try await bench.post("shared", by: bench.two)
            #expect(try await bench.post("shared", by: bench.one) == elsewhere)
            // Once more by what is remembered again.
            for index in 1...3 { _ = try await bench.post("more-\(index)", by: bench.one) }
            #expect(try await bench.post("shared", by: bench.one) == elsewhere)
            #expect(try await bench.debits() == 7)
        }
    }

    /// A refusal moves no head: only its key tells.
    @Test func aKeyThatWasRefusedElsewhereStaysRefused() async throws {
        try await withBench { bench in
            let unknown: AccountCode = "9999"
            let refused = try PostEntry.of(
                [.debit(unknown, .gbp(1)), .credit(.sales, .gbp(1))], in: bench.book, key: "refused")
            await #expect(throws: AccountNotFound(account: unknown)) { try await bench.two.post(refused) }
            await #expect(throws: IdempotencyKeyReused()) { try await bench.post("refused", by: bench.one) }
            #expect(try await bench.debits() == 3)
        }
    }

    /// What is refused inserts no entry whose key could tell that it was posted before.
    @Test func aKeyThatHasPostedAnswersItsEntryWhateverHasChanged() async throws {
        try await withBench { bench in
            let posted = try await bench.post("first-1", by: bench.one)
            _ = try await bench.two.call(
                UpdateAccount(
                    book: bench.book, idempotencyKey: try .init(validating: "close"), code: .cash,
                    ifVersion: Version(unchecked: 1), isClosed: true))
            for index in 1...4 {
                await #expect(throws: AccountClosed(account: .cash)) {
                    try await bench.post("no-\(index)", by: bench.one)
                }
                _ = try await bench.one.post(.of(EntryLine.sale(1), in: bench.book, key: "yes-\(index)"))
            }
            // Together, so that the batch moves the head.
            let again = try NewEntry.of([.debit(.cash, .gbp(1)), .credit(.sales, .gbp(1))], key: "first-1")
            let other = try NewEntry.of(EntryLine.sale(1), key: "beside")
            let outcomes = try await bench.one.call(PostEntries.of([again, other], in: bench.book)).outcomes
            #expect(outcomes.first?.posted?.number == posted.number)
            #expect(outcomes.last?.posted != nil)
        }
    }

    @Test func manyAtOnceAreDecidedBesideEachOther() async throws {
        try await withBench { bench in
            let numbers = try await withThrowingTaskGroup(of: Int64.self) { group in
                for index in 0..<400 {
                    group.addTask { try await bench.post("many-\(index)", by: bench.one).number.rawValue }
                }
                var numbers: Set<Int64> = []
                for try await number in group { numbers.insert(number) }
                return numbers
            }
            #expect(numbers == Set(4...403))
            #expect(try await bench.debits() == 403)
            let verified = try await bench.one.call(VerifyBook(book: bench.book))
            #expect(verified.differences.isEmpty)
        }
    }
}
