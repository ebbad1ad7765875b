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

    /// One batch in a transaction of its own.
    static func run(
        _ units: [JournalUnit], of book: BookRecord, knowing known: KnownBook?, in database: PostgresPool
    ) async throws -> (answers: [[PostingAnswer]], known: KnownBook) {
        try await database.withTransaction { tx in
            let read = try await JournalStore.lockAndRead(units, of: book, knowing: known, in: tx)
            var (state, known) = (read.state, read.known)
            let head = state.head
            let (batch, answers) = Fold.fold(units, onto: &state)
            let statements = try JournalStore.statements(writing: batch, state, of: book, before: head)
            _ = try await tx.commit(afterBatch: statements)
            known.learn(state.symbols)
            return (answers, known)
        }
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
        var state = try await JournalStore.lockAndRead(units, of: book, knowing: nil, in: tx).state
        let head = state.head
        let folded = Fold.fold(units, onto: &state)
        var batch = folded.batch
        batch.keys = []
        var statements = try JournalStore.statements(writing: batch, state, of: book, before: head)
        if !batch.isEmpty { statements.append(FeedStore.notification(of: book.number)) }
        _ = try await tx.batch(statements)
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
