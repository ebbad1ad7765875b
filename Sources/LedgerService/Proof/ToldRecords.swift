// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import ServiceKit

/// What a feed told last of each record but holds.
struct ToldRecords {
    struct Told<Record: Sendable>: Sendable {
        let position: Int64
        let record: Record
    }

    private(set) var book: Told<Book>?
    private(set) var accounts: [AccountID: Told<Account>] = [:]
    /// Who had a code last. A record names its parent by the code of that time, which may be another's by now.
    private var owners: [AccountCode: AccountID] = [:]
    private var parents: [AccountID: AccountID] = [:]
    private(set) var settings = ToldSettings()
    /// Since they were taken last.
    private var values: [Told<DimensionValue>] = []
    private var rates: [(position: Int64, rate: Rate)] = []

    mutating func take(_ facts: [ChainFact], _ tally: inout DifferenceTally) {
        for fact in facts where !take(fact) { tally.add(BookDifference(unreadable: fact)) }
    }

    /// False when the fact's record cannot be read.
    private mutating func take(_ fact: ChainFact) -> Bool {
        do {
            switch fact.kind {
            case UInt8(ascii: "b"):
                book = Told(position: fact.position, record: try StoredRecord.decode(Book.self, fact.record))
            case UInt8(ascii: "a"):
                let account = try StoredRecord.decode(Account.self, fact.record)
                accounts[account.id] = Told(position: fact.position, record: account)
                owners[account.code] = account.id
                parents[account.id] = account.parent.flatMap { owners[$0] }
            case LedgerFact.valueMark:
                values.append(
                    Told(position: fact.position, record: try StoredRecord.decode(DimensionValue.self, fact.record)))
            case UInt8(ascii: "x"):
                rates.append((fact.position, try StoredRecord.decode(Rate.self, fact.record)))
            default: try settings.take(fact, owners)
            }
            return true
        } catch {
            return false
        }
    }

    /// The rates that were told since the last call.
    mutating func takeRates() -> [(position: Int64, rate: Rate)] {
        defer { rates = [] }
        return rates
    }

    /// The values of dimensions that were told since the last call.
    mutating func takeValues() -> [Told<DimensionValue>] {
        defer { values = [] }
        return values
    }

    /// The parent that an account was told with; of two that were told together it may be the later one.
    func parent(of account: Account) -> AccountID? {
        parents[account.id] ?? accounts[account.id]?.record.parent.flatMap { owners[$0] }
    }
}

extension BookDifference {
    init(unreadable fact: ChainFact) {
        self.init(.feedPosition, position: fact.position, field: "record", expected: "a record that can be read")
    }
}
