// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Crypto

/// The hash chain of a book: each commit is one link, the SHA-256 of everything that the commit recorded and of the
/// link before. Who changes, adds or takes away a row later would have to write every later link anew.
///
/// The bytes under the hash are canonical: integers of a fixed width, the most significant byte first; texts as UTF-8
/// after their length in 32 bits; a byte before each optional that says whether it is there; counts before lists. Two
/// different commits never have the same bytes. `docs/integrate/proof.md` describes them for other programs.
enum Chain {
    /// The first byte under each hash. Another layout of the bytes takes another number.
    static let version: UInt8 = 1

    /// What the first link of a book follows.
    static let origin = [UInt8](repeating: 0, count: SHA256.byteCount)

    /// The hash of a commit. Entries in the order of their numbers, lines in that of entry and line number, facts in
    /// that of their positions.
    static func hash(
        previous: [UInt8], recordedAt: Instant, entries: some Collection<ChainEntry>, lines: some Collection<ChainLine>,
        facts: some Collection<ChainFact>
    ) -> [UInt8] {
        let bytes = bytes(previous: previous, recordedAt: recordedAt, entries: entries, lines: lines, facts: facts)
        return Array(SHA256.hash(data: bytes))
    }

    /// What `hash` is the SHA-256 of.
    static func bytes(
        previous: [UInt8], recordedAt: Instant, entries: some Collection<ChainEntry>, lines: some Collection<ChainLine>,
        facts: some Collection<ChainFact>
    ) -> [UInt8] {
        var size = 1 + 4 + previous.count + 8 + 3 * 4
        for entry in entries { size += entry.byteCount }
        for line in lines { size += line.byteCount }
        for fact in facts { size += fact.byteCount }
        return CanonicalBytes.make(capacity: size) { bytes in
            bytes.append(version)
            bytes.append(previous)
            bytes.append(recordedAt.microseconds)
            bytes.append(UInt32(entries.count))
            for entry in entries { entry.append(to: &bytes) }
            bytes.append(UInt32(lines.count))
            for line in lines { line.append(to: &bytes) }
            bytes.append(UInt32(facts.count))
            for fact in facts { fact.append(to: &bytes) }
        }
    }
}

/// An entry under a link, as the journal stores it.
struct ChainEntry: Sendable, Equatable {
    var number: Int64
    var postedOn: CalendarDate
    /// The marks of `ledger.entry`, in ASCII.
    var kind: UInt8
    var module: UInt8
    var actor: Int32
    var key: UUIDValue
    var paramsDigest: Int64
    var description: String?
    var documentReference: String?
    var reverses: Int64?
    var source: String?
    var externalReference: String?
    var metadata: [UInt8]?

    /// Room for everything; never less than what `append` writes.
    fileprivate var byteCount: Int {
        64 + 6 * 5 + (description?.utf8.count ?? 0) + (documentReference?.utf8.count ?? 0) + (source?.utf8.count ?? 0)
            + (externalReference?.utf8.count ?? 0) + (metadata?.count ?? 0)
    }

    fileprivate func append(to bytes: inout CanonicalBytes) {
        bytes.append(number)
        bytes.append(postedOn.daysSince1970)
        bytes.append(kind)
        bytes.append(module)
        bytes.append(actor)
        bytes.append(key.high)
        bytes.append(key.low)
        bytes.append(paramsDigest)
        bytes.append(description)
        bytes.append(documentReference)
        bytes.append(reverses)
        bytes.append(source)
        bytes.append(externalReference)
        bytes.append(metadata)
    }
}

/// A line under a link, as the journal stores it.
struct ChainLine: Sendable, Equatable {
    /// Of its entry.
    var number: Int64
    var lineNumber: Int16
    var account: Int32
    var currency: String
    /// Debit is positive.
    var minorUnits: Int64
    var functionalMinorUnits: Int64
    var client: Int32?
    var costCentre: Int32?
    var project: Int32?
    var product: Int32?
    var memo: String?
    var balanceVersion: Int64
    var balanceAfter: Int64

    /// Room for everything; never less than what `append` writes.
    fileprivate var byteCount: Int {
        80 + currency.utf8.count + (memo?.utf8.count ?? 0)
    }

    fileprivate func append(to bytes: inout CanonicalBytes) {
        bytes.append(number)
        bytes.append(lineNumber)
        bytes.append(account)
        bytes.append(currency)
        bytes.append(minorUnits)
        bytes.append(functionalMinorUnits)
        bytes.append(client)
        bytes.append(costCentre)
        bytes.append(project)
        bytes.append(product)
        bytes.append(memo)
        bytes.append(balanceVersion)
        bytes.append(balanceAfter)
    }
}

/// A fact of the feed that is not an entry, as `ledger.feed` stores it.
struct ChainFact: Sendable, Equatable {
    var position: Int64
    /// The book's last entry when the fact was recorded.
    var entryNumber: Int64
    /// The mark of `ledger.feed`, in ASCII.
    var kind: UInt8
    var record: [UInt8]

    fileprivate var byteCount: Int { 21 + record.count }

    fileprivate func append(to bytes: inout CanonicalBytes) {
        bytes.append(position)
        bytes.append(entryNumber)
        bytes.append(kind)
        bytes.append(record)
    }
}
