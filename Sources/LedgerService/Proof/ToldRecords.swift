// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import ServiceKit

/// What a feed told last of each record.
struct ToldRecords {
    struct Told<Record: Sendable>: Sendable {
        let position: Int64
        let record: Record
    }

    private(set) var book: Told<Book>?
    private(set) var accounts: [AccountID: Told<Account>] = [:]
    /// Those that were told active, so that there are never more than the book has had at one time.
    private(set) var holds: [HoldID: Told<Hold>] = [:]

    /// False when the fact's record cannot be read.
    mutating func take(_ fact: ChainFact) -> Bool {
        do {
            switch fact.kind {
            case UInt8(ascii: "b"):
                book = Told(position: fact.position, record: try StoredRecord.decode(Book.self, fact.record))
            case UInt8(ascii: "a"):
                let account = try StoredRecord.decode(Account.self, fact.record)
                accounts[account.id] = Told(position: fact.position, record: account)
            case LedgerFact.holdMark:
                let hold = try StoredRecord.decode(Hold.self, fact.record)
                holds[hold.id] = hold.state == .active ? Told(position: fact.position, record: hold) : nil
            default: break
            }
            return true
        } catch {
            return false
        }
    }
}
