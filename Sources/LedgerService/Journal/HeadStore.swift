// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Where a book stands: the last of each of its numbers.
struct Head: Sendable, Equatable {
    var entryNumber: Int64 = 0
    var feedPosition: Int64 = 0
    var holdNumber: Int64 = 0
    var accountNumber: Int32 = 0
    var symbolNumber: Int32 = 0
    var settingsVersion: Int64 = 0
    /// When the chain's last link was recorded.
    var recordedAt = Instant(microseconds: 0)
    var chainHash: [UInt8] = []
}

extension Head: RowDecodable {
    init(row: inout Row) throws {
        entryNumber = try row.next()
        feedPosition = try row.next()
        holdNumber = try row.next()
        accountNumber = try row.next()
        symbolNumber = try row.next()
        settingsVersion = try row.next()
        recordedAt = try row.next()
        chainHash = try row.next()
    }
}

enum HeadStore {
    /// The statement that every writer of a book runs first: it orders all writes to the book, and held to the commit
    /// makes numbers dense and the feed complete. Of a book's rows nothing is locked before it, so that writers of one
    /// book cannot deadlock.
    static func lockStatement(_ book: Int32) -> SQL {
        """
        select entry_number, feed_position, hold_number, account_id, symbol_id, settings_version, recorded_at,
            chain_hash
        from ledger.head where book_id = \(book) for no key update
        """
    }

    /// The database's clock after the lock. In a statement of its own, since one that locks and reads the clock may
    /// read it first.
    static let clockStatement: SQL = "select clock_timestamp()"

    static func lock(_ book: Int32, in tx: Transaction) async throws -> Head {
        try await tx.row(lockStatement(book))
    }

    /// The time of what is recorded under the lock: never before what was recorded before.
    static func now(after head: Head, in tx: Transaction) async throws -> Instant {
        max(try await tx.row(clockStatement, as: Instant.self), head.recordedAt)
    }
}
