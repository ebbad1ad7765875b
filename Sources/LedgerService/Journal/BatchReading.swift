// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// What one batch has read of its book, under the head lock.
struct BatchReading: Sendable {
    let units: [JournalUnit]
    var known: KnownBook
    /// As the lock's holder found it.
    let head: Head
    var state: JournalState

    init(units: [JournalUnit], known: KnownBook, head: Head) {
        self.units = units
        self.known = known
        self.head = head
        state = JournalState(settings: known.settings, head: head, recordedAt: head.recordedAt)
    }

    mutating func read(of book: Int32, in tx: Transaction) async throws {
        let needs = JournalNeeds(units, known)
        let reads = JournalReads.first(needs, of: book)
        let results = try await tx.batch([HeadStore.clockStatement] + reads.map(\.sql))
        try await take(needs, reads, results[...], of: book, in: tx)
    }

    /// The results of the clock and of the first reads. Reads what they showed to be needed too.
    mutating func take(
        _ needs: JournalNeeds, _ reads: [JournalRead], _ results: ArraySlice<ResultSet>, of book: Int32,
        in tx: Transaction
    ) async throws {
        let readAt = ContinuousClock.now
        guard let now = try results.first?.column(as: Instant.self).first else {
            throw PostgresError.decoding("the database has no clock")
        }
        known.compare(head)
        known.setClock(now, readAt: readAt)
        state = JournalState(settings: known.settings, head: head, recordedAt: max(now, head.recordedAt))
        state.symbols = known.symbols
        state.accounts = needs.accounts
        try apply(reads, results.dropFirst())
        if let expiry = state.earliestExpiry?.instant, expiry <= state.recordedAt {
            let expired = [JournalReads.expiredHolds(of: book, at: state.recordedAt)]
            try apply(expired, try await tx.batch(expired.map(\.sql))[...])
        }
        let more = JournalNeeds(after: needs, state, known)
        let second = JournalReads.second(more, known, of: book)
        if second.isEmpty { return }
        state.accounts.formUnion(more.accounts)
        try apply(second, try await tx.batch(second.map(\.sql))[...])
    }

    private mutating func apply(_ reads: [JournalRead], _ results: ArraySlice<ResultSet>) throws {
        for (read, result) in zip(reads, results) { try read.apply(result, &state) }
    }
}

/// What one batch writes.
struct BatchWrite: Sendable {
    /// In their order; the head's own row is none of them.
    var rows: [SQL] = []
    /// Where the batch leaves the head.
    var head: Head

    init(head: Head) {
        self.head = head
    }
}
