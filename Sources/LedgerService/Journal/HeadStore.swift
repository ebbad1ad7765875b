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

    /// Locks the head and moves it, as long as it still stands at `old`; else divides by zero, which ends the
    /// transaction. Whoever has seen the head stand there under its lock knows that nothing was written since.
    static func moveStatement(from old: Head, to new: Head, of book: Int32) -> SQL {
        """
        with moved as (
            update ledger.head set entry_number = \(new.entryNumber), feed_position = \(new.feedPosition),
                hold_number = \(new.holdNumber), symbol_id = \(new.symbolNumber), recorded_at = \(new.recordedAt),
                chain_hash = \(new.chainHash)
            where book_id = \(book) and entry_number = \(old.entryNumber) and feed_position = \(old.feedPosition)
                and hold_number = \(old.holdNumber) and account_id = \(old.accountNumber)
                and symbol_id = \(old.symbolNumber) and settings_version = \(old.settingsVersion)
                and recorded_at = \(old.recordedAt) and chain_hash = \(old.chainHash)
            returning 1
        )
        select 1 / count(*) from moved
        """
    }

    /// Under the lock. The settings' version is moved by others.
    static func moveStatement(to new: Head, of book: Int32) -> SQL {
        """
        update ledger.head set entry_number = \(new.entryNumber), feed_position = \(new.feedPosition),
            hold_number = \(new.holdNumber), symbol_id = \(new.symbolNumber), recorded_at = \(new.recordedAt),
            chain_hash = \(new.chainHash)
        where book_id = \(book)
        """
    }

    static func lock(_ book: Int32, in tx: Transaction) async throws -> Head {
        try await tx.row(lockStatement(book))
    }

    /// The time of what is recorded under the lock: never before what was recorded before.
    static func now(after head: Head, in tx: Transaction) async throws -> Instant {
        max(try await tx.row(clockStatement, as: Instant.self), head.recordedAt)
    }
}
