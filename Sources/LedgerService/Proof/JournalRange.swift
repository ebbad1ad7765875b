// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// One link of the chain as it is stored.
struct StoredLink: Sendable, Equatable {
    var feedPosition: Int64
    var entryNumber: Int64
    var recordedAt: Instant
    var hash: [UInt8]

    /// Before the first link.
    static let origin = StoredLink(
        feedPosition: 0, entryNumber: 0, recordedAt: Instant(microseconds: 0), hash: Chain.origin)

    /// How many facts that are no entries the feed has up to here.
    var factCount: Int64 { feedPosition &- entryNumber }
}

/// An entry as it is stored, with its time.
struct ProofEntry: Sendable, Equatable {
    var entry: ChainEntry
    var recordedAt: Instant
}

/// What an entry of another number is the reversal of.
struct ReversedLine: Sendable, Hashable, Comparable {
    var account: Int32
    var currency: String
    var minorUnits: Int64
    var functionalMinorUnits: Int64
    var symbols: [Int32?]

    init(_ line: ChainLine) {
        account = line.account
        currency = line.currency
        minorUnits = line.minorUnits
        functionalMinorUnits = line.functionalMinorUnits
        symbols = [line.client, line.costCentre, line.project, line.product]
    }

    var opposite: ReversedLine {
        var line = self
        line.minorUnits = 0 &- minorUnits
        line.functionalMinorUnits = 0 &- functionalMinorUnits
        return line
    }

    static func < (left: ReversedLine, right: ReversedLine) -> Bool {
        if left.account != right.account { return left.account < right.account }
        if left.currency != right.currency { return left.currency < right.currency }
        if left.minorUnits != right.minorUnits { return left.minorUnits < right.minorUnits }
        if left.functionalMinorUnits != right.functionalMinorUnits {
            return left.functionalMinorUnits < right.functionalMinorUnits
        }
        return left.symbols.map { $0 ?? 0 }.lexicographicallyPrecedes(right.symbols.map { $0 ?? 0 })
    }
}

/// The rows that some links cover, as they are stored, each kind in its order.
struct JournalRange: Sendable {
    var entries: [ProofEntry]
    var lines: [ChainLine]
    var facts: [ChainFact]
    /// The lines of the entries that entries of the range reverse, by number.
    var reversed: [Int64: [ChainLine]] = [:]
}

extension StoredLink: RowDecodable {
    init(row: inout Row) throws {
        feedPosition = try row.next()
        entryNumber = try row.next()
        recordedAt = try row.next()
        hash = try row.next()
    }
}

extension ProofEntry: RowDecodable {
    init(row: inout Row) throws {
        recordedAt = try row.next()
        entry = ChainEntry(
            number: try row.next(), postedOn: try row.next(), kind: try row.nextMark(), module: try row.nextMark(),
            actor: try row.next(), key: try row.next(), paramsDigest: try row.next(), description: try row.next(),
            documentReference: try row.next(), reverses: try row.next(), source: try row.next(),
            externalReference: try row.next(), metadata: try row.next())
    }
}

extension ChainLine: RowDecodable {
    init(row: inout Row) throws {
        self.init(
            number: try row.next(), lineNumber: try row.next(), account: try row.next(), currency: try row.next(),
            minorUnits: try row.next(), functionalMinorUnits: try row.next(), client: try row.next(),
            costCentre: try row.next(), project: try row.next(), product: try row.next(), memo: try row.next(),
            balanceVersion: try row.next(), balanceAfter: try row.next())
    }
}

extension ChainFact: RowDecodable {
    init(row: inout Row) throws {
        self.init(
            position: try row.next(), entryNumber: try row.next(), kind: try row.nextMark(), record: try row.next())
    }
}

extension Row {
    /// A column of the type `"char"`, read as text.
    fileprivate mutating func nextMark() throws -> UInt8 {
        try next(String.self).utf8.first ?? 0
    }
}
