// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// What a batch writes, ready for one statement a table.
struct JournalBatch: Sendable {
    struct EntryRow: Sendable {
        let number: Int64
        let entry: NewEntry
    }

    struct LineRow: Sendable, Equatable {
        let number: Int64
        let lineNumber: Int16
        let account: Int32
        let currency: CurrencyCode
        /// Debit is positive.
        let minorUnits: Int64
        let functionalMinorUnits: Int64
        let client: ClientID?
        let balanceVersion: Int64
        let balanceAfter: Int64
    }

    struct TurnoverKey: Hashable, Sendable {
        let balance: BalanceKey
        let span: TurnoverSpan
        let startsOn: CalendarDate
    }

    struct KeyRow: Sendable {
        let key: IdempotencyKey
        let digest: [UInt8]
        let outcome: PostingResult
    }

    var entries: [EntryRow] = []
    var lines: [LineRow] = []
    /// The balances after the batch, of those that it changed.
    var balances: [BalanceKey: BalanceState] = [:]
    var turnover: [TurnoverKey: BalanceState] = [:]
    var keys: [KeyRow] = []
}

/// The two granularities in which turnover is kept, by their mark in the database.
enum TurnoverSpan: String, Sendable {
    case month = "m"
    case day = "d"
}
