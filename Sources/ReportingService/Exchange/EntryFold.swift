// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// An entry whose lines stand with their accounts' identities: codes may change.
struct PostedEntry: Sendable {
    /// The feed does not tell the account of each line.
    struct Untold: Error, Equatable {
        let entry: EntryNumber
    }

    let entry: Entry
    let lines: [(account: AccountID, line: EntryLine)]

    /// Nil for a change of another kind.
    init?(_ change: LedgerChange) throws {
        guard let entry = change.entry else { return nil }
        guard let accounts = change.lineAccounts, accounts.count == entry.lines.count else {
            throw Untold(entry: entry.number)
        }
        self.entry = entry
        lines = zip(accounts, entry.lines).map { (account: $0, line: $1) }
    }
}

/// What a page of entries adds to the facts and to the sums. Knows no database.
struct EntryFold: Sendable, Equatable {
    /// An entry names an account that the feed did not tell before.
    struct UnknownAccount: Error, Equatable {
        let account: AccountID
        let entry: EntryNumber
    }

    struct Line: Sendable, Equatable {
        let entry: EntryNumber
        let number: Int32
        let postedOn: CalendarDate
        let account: AccountID
        let client: ClientID?
        /// Debit is positive.
        let minorUnits: Int64
        let documentReference: Text<1, 100>?
    }

    /// A month or a day.
    struct Span: Sendable, Hashable {
        let letter: String
        let startsOn: CalendarDate

        /// Entries that close a year stand apart, so that the year's revenue can be told after its close.
        static func all(of day: CalendarDate, isClosing: Bool) -> [Span] {
            [
                Span(letter: isClosing ? "M" : "m", startsOn: day.firstOfMonth),
                Span(letter: isClosing ? "D" : "d", startsOn: day),
            ]
        }
    }

    struct TurnoverCell: Sendable, Hashable {
        let account: AccountID
        let span: Span
    }

    struct RevenueCell: Sendable, Hashable {
        let client: ClientID
        let span: Span
    }

    struct Sides: Sendable, Equatable {
        var debits: Int128 = 0
        var credits: Int128 = 0
    }

    private(set) var lines: [Line] = []
    private(set) var turnover: [TurnoverCell: Sides] = [:]
    private(set) var revenue: [RevenueCell: Int128] = [:]

    init(_ entries: [PostedEntry], kinds: [AccountID: AccountKind]) throws {
        for posted in entries {
            for (index, (account, line)) in posted.lines.enumerated() {
                guard let kind = kinds[account] else {
                    throw UnknownAccount(account: account, entry: posted.entry.number)
                }
                add(line, number: Int32(index + 1), on: account, of: posted.entry, kind)
            }
        }
    }

    private mutating func add(
        _ line: EntryLine, number: Int32, on account: AccountID, of entry: Entry, _ kind: AccountKind
    ) {
        let units = (line.functionalAmount ?? line.amount).minorUnits
        let isDebit = line.side == .debit
        lines.append(
            Line(
                entry: entry.number, number: number, postedOn: entry.postedOn, account: account, client: line.client,
                minorUnits: isDebit ? units : -units,
                documentReference: entry.documentReference))
        let isClosing = entry.kind == .closing
        for span in Span.all(of: entry.postedOn, isClosing: isClosing) {
            let cell = TurnoverCell(account: account, span: span)
            if isDebit {
                turnover[cell, default: Sides()].debits += Int128(units)
            } else {
                turnover[cell, default: Sides()].credits += Int128(units)
            }
            if kind == .income, !isClosing {
                let cell = RevenueCell(client: line.client ?? .none, span: span)
                revenue[cell, default: 0] += isDebit ? -Int128(units) : Int128(units)
            }
        }
    }
}

extension ClientID {
    /// Stands in keys for lines that name no client. Sorts after every client.
    static let none = ClientID(UUIDValue(high: .max, low: .max))
}
