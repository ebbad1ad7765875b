// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit

/// Posts to one book: lock, read, fold, write. Every posting of the service goes through `post`.
///
/// A kill -9 before the commit leaves nothing; after it, everything. Repeating the keys tells which.
struct Journal: Sendable {
    let book: BookRecord
    let database: PostgresPool

    /// One answer for each entry, in order. All that is accepted becomes visible together.
    func post(_ entries: some Collection<NewEntry>, by caller: Caller) async throws -> [PostingAnswer] {
        let requests = try entries.map { entry in
            PostingRequest(
                entry: entry, digest: try CommandDigest.of(entry, as: PostEntry.self))
        }
        return try await database.withTransaction { tx in
            var state = try await JournalStore.lockAndRead(requests, of: book, in: tx)
            let (batch, answers) = Fold.fold(requests, onto: &state)
            try await JournalStore.write(batch, onto: state, of: book, by: caller.label, in: tx)
            return answers
        }
    }

    func response(number: Int64, recordedAt: Instant) -> PostEntry.Response {
        PostEntry.Response(
            entry: EntryIdentity.id(book: book.number, number: number, recordedAt: recordedAt),
            number: EntryNumber(unchecked: number))
    }
}

extension LedgerContext {
    func journal(of book: BookID, for caller: Caller) async throws -> Journal {
        Journal(book: try await self.book(book, of: caller), database: database)
    }
}
