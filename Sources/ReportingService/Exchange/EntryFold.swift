// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// What a page of entries adds to the facts and to the sums. Knows no database.
struct EntryFold: Sendable, Equatable {
    /// An entry names an account that the feed did not tell before.
    struct UnknownAccount: Error, Equatable {
        let account: AccountCode
        let entry: EntryNumber
    }

    struct Line: Sendable, Equatable {
        let entry: EntryNumber
        let number: Int32
        let postedOn: CalendarDate
        let account: AccountCode
        let client: ClientID?
        /// Debit is positive.
        let minorUnits: Int64
        let documentReference: Text<1, 100>?
    }

    /// A month or a day.
    struct Span: Sendable, Hashable {
        let letter: String
        let startsOn: CalendarDate

        static func all(of day: CalendarDate) -> [Span] {
            [Span(letter: "m", startsOn: day.firstOfMonth), Span(letter: "d", startsOn: day)]
        }
    }

    struct TurnoverCell: Sendable, Hashable {
        let account: AccountCode
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

    init(_ entries: [Entry], kinds: [AccountCode: AccountKind]) throws {
        for entry in entries {
            for (index, line) in entry.lines.enumerated() {
                guard let kind = kinds[line.account] else {
                    throw UnknownAccount(account: line.account, entry: entry.number)
                }
                add(line, number: Int32(index + 1), of: entry, kind)
            }
        }
    }

    private mutating func add(_ line: EntryLine, number: Int32, of entry: Entry, _ kind: AccountKind) {
        let units = (line.functionalAmount ?? line.amount).minorUnits
        let isDebit = line.side == .debit
        lines.append(
            Line(
                entry: entry.number, number: number, postedOn: entry.postedOn, account: line.account,
                client: line.client, minorUnits: isDebit ? units : -units,
                documentReference: entry.documentReference))
        for span in Span.all(of: entry.postedOn) {
            let cell = TurnoverCell(account: line.account, span: span)
            if isDebit {
                turnover[cell, default: Sides()].debits += Int128(units)
            } else {
                turnover[cell, default: Sides()].credits += Int128(units)
            }
            if kind == .income {
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
