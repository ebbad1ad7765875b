// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// What a batch writes, ready for one statement a table.
struct JournalBatch: Sendable {
    struct EntryRow: Sendable {
        let number: Int64
        let draft: EntryDraft
        let key: UUIDValue
        let paramsDigest: Int64
        let actor: Int32
    }

    struct LineRow: Sendable, Equatable {
        let number: Int64
        let lineNumber: Int16
        let account: Int32
        let currency: CurrencyCode
        /// Debit is positive.
        let minorUnits: Int64
        let functionalMinorUnits: Int64
        let symbols: LineSymbols
        let memo: Text<1, 500>?
        let balanceVersion: Int64
        let balanceAfter: Int64
    }

    struct TurnoverKey: Hashable, Sendable {
        let balance: BalanceKey
        let span: TurnoverSpan
        let startsOn: CalendarDate
    }

    /// A key that posted no entry.
    struct KeyRow: Sendable {
        let key: UUIDValue
        let paramsDigest: Int64
        let outcome: PostingResult
    }

    struct SymbolRow: Sendable {
        let key: SymbolKey
        let id: Int32
    }

    /// What the feed is told besides entries, at its place.
    struct FactRow: Sendable {
        enum Record: Sendable {
            /// As it is after one step.
            case hold(HoldRecord)
            /// A value of a dimension that the line or hold after it is the first to name.
            case value(Dimension, code: String)
        }

        let position: Int64
        /// The book's last entry then.
        let entryNumber: Int64
        let record: Record
    }

    var entries: [EntryRow] = []
    var lines: [LineRow] = []
    /// The balances that the batch changed.
    var balances: Set<BalanceKey> = []
    var turnover: [TurnoverKey: BalanceState] = [:]
    /// With the dimensions' values that budgets name, in the functional currency; debit is positive.
    var budgetTurnover: [BudgetTurnoverKey: Int64] = [:]
    var keys: [KeyRow] = []
    var symbols: [SymbolRow] = []
    /// The holds that the batch made, and those that it changed.
    var newHolds: [Int64] = []
    var changedHolds: Set<Int64> = []
    var facts: [FactRow] = []

    /// Whether there is nothing that moves the head.
    var isEmpty: Bool { entries.isEmpty && facts.isEmpty }
}

/// The dimension values of a line or hold.
struct LineSymbols: Sendable, Equatable {
    var client: Int32?
    var costCentre: Int32?
    var project: Int32?
    var product: Int32?
}

/// The granularities in which turnover is kept, by their mark in the database: closing entries stand apart.
enum TurnoverSpan: String, Sendable {
    case month = "m"
    case day = "d"
    case closingMonth = "M"
    case closingDay = "D"
}
