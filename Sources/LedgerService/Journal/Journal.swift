// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit

/// Posts to one book: lock, read, fold, write. Everything that goes into a book's journal goes through here.
///
/// A kill -9 before the commit leaves nothing; after it, everything. Repeating the keys tells which.
struct Journal: Sendable {
    let book: BookRecord
    let context: LedgerContext

    /// Through the book's queue, together with what else waits there: one answer for each request, in order. All that
    /// is accepted becomes visible together.
    func submit(_ unit: JournalUnit) async throws -> [PostingAnswer] {
        try await context.writers.queue(of: book).submit(unit)
    }

    func submit(_ command: JournalCommand, of call: some Command, by caller: Caller) async throws -> PostingAnswer {
        try await submit(JournalUnit([try JournalRequest(command, of: call, by: caller)]))[0]
    }

    /// One batch in a transaction of its own: the units that `take` answers, which is asked as late as may be. What
    /// the replica knows of the book is nothing after a failure.
    static func run(
        of book: BookRecord, knowing known: inout KnownBook?, in database: PostgresPool, _ take: () -> [JournalUnit]
    ) async throws -> [[PostingAnswer]] {
        try await database.withTransaction { tx in
            let last = known
            known = nil
            var reading = try await JournalStore.lockAndRead(of: book, knowing: last, in: tx, take)
            let (batch, answers) = Fold.fold(reading.units, onto: &reading.state)
            let write = try JournalStore.write(batch, reading.state, of: book, after: reading.head)
            let move = batch.isEmpty ? [] : [HeadStore.moveStatement(to: write.head, of: book.number)]
            _ = try await tx.commit(afterBatch: write.rows + move)
            reading.known.learn(reading.state, batch, head: write.head)
            known = reading.known
            return answers
        }
    }

    /// A batch that was decided by what is remembered, and what writes it in one round trip if that still holds. The
    /// database decides whether it does: the first statement locks the head and fails when somebody has moved it, the
    /// second when a key stands for something already.
    struct Prepared: Sendable {
        let answers: [[PostingAnswer]]
        let statements: [SQL]
    }

    /// Nil, and nothing has changed, when not all that the batch needs is remembered. Else `known` is the book as the
    /// batch will leave it, so that the next one can be prepared before this one is written.
    static func prepare(
        _ units: [JournalUnit], of book: BookRecord, knowing known: inout KnownBook
    ) throws -> Prepared? {
        let needs = JournalNeeds(units, known)
        guard var state = known.state(for: needs, at: .now) else { return nil }
        let head = state.head
        let (batch, answers) = Fold.fold(units, onto: &state)
        // What only answers keys that were refused before, or refuses, moves no head that could tell.
        if batch.isEmpty { return nil }
        let write = try JournalStore.write(batch, state, of: book, after: head)
        known.learn(state, batch, head: write.head)
        let conditions = [
            HeadStore.moveStatement(from: head, to: write.head, of: book.number),
            JournalStore.requireFreeKeys(needs.keys, posted: Set(batch.entries.map(\.key)), of: book.number),
        ]
        return Prepared(answers: answers, statements: conditions + write.rows)
    }

    /// Posts entries as a part of the caller's transaction, all or none: locks the head, unless the transaction has.
    ///
    /// Each draft's key is the caller's own, unique in the book for good; posting it again answers the first entry.
    /// Throws the first refusal.
    static func post(
        _ drafts: [KeyedDraft], of book: BookRecord, by caller: Caller, in tx: Transaction
    ) async throws -> [PostedEntry] {
        guard !drafts.isEmpty else { return [] }
        let requests = try drafts.map { try $0.request(by: caller) }
        return try await post(requests, of: book, in: tx)
    }

    /// As `post` of drafts, for requests of any kind.
    static func post(
        _ requests: [JournalRequest], of book: BookRecord, in tx: Transaction
    ) async throws -> [PostedEntry] {
        let answers = try await fold([JournalUnit(requests, isAtomic: true)], of: book, in: tx)
        for case .refused(let error) in answers.map(\.result) where !(error is GroupRefused) { throw error }
        return try answers.map { answer in
            guard case .posted(let number, let recordedAt) = answer.result else {
                throw PostgresError.decoding("a request that posts an entry had another outcome")
            }
            return PostedEntry(
                id: EntryIdentity.id(book: book.number, number: number, recordedAt: recordedAt), number: number,
                isRepeated: answer.isRepeated)
        }
    }

    /// Locks, reads, folds and writes in the caller's transaction. Refusals leave nothing behind: their keys can be
    /// tried again. After a refusal in an atomic unit nothing of it is written.
    static func fold(
        _ units: [JournalUnit], of book: BookRecord, in tx: Transaction
    ) async throws -> [PostingAnswer] {
        var reading = try await JournalStore.lockAndRead(of: book, knowing: nil, in: tx) { units }
        let folded = Fold.fold(units, onto: &reading.state)
        var batch = folded.batch
        batch.keys = []
        let write = try JournalStore.write(batch, reading.state, of: book, after: reading.head)
        let move = [
            HeadStore.moveStatement(to: write.head, of: book.number), FeedStore.notification(of: book.number),
        ]
        _ = try await tx.batch(write.rows + (batch.isEmpty ? [] : move))
        return Array(folded.answers.joined())
    }

    func response(number: Int64, recordedAt: Instant, warnings: [PostingWarning]) -> PostEntry.Response {
        PostEntry.Response(
            entry: EntryIdentity.id(book: book.number, number: number, recordedAt: recordedAt),
            number: EntryNumber(unchecked: number), warnings: warnings.isEmpty ? nil : warnings)
    }
}

/// An entry that a part of the ledger posts by itself.
struct KeyedDraft: Sendable {
    let draft: EntryDraft
    /// Unique in the book for good, such as `schedule:<id>:2026-05-31`.
    let key: String

    func request(by caller: Caller) throws -> JournalRequest {
        JournalRequest(
            command: .post(draft), key: KeyDigest.key(key), paramsDigest: 0, actor: try Text(validating: caller.label))
    }
}

struct PostedEntry: Sendable, Equatable {
    let id: EntryID
    let number: Int64
    /// Whether the key had posted it before.
    let isRepeated: Bool
}

extension JournalRequest {
    init(_ command: JournalCommand, of call: some Command, by caller: Caller) throws {
        self.init(
            command: command, key: KeyDigest.key(call.idempotencyKey.text),
            paramsDigest: KeyDigest.params(try CommandDigest.of(call)), actor: try Text(validating: caller.label))
    }
}

extension LedgerContext {
    func journal(of book: BookID, for caller: Caller) async throws -> Journal {
        Journal(book: try await self.book(book, of: caller), context: self)
    }
}
