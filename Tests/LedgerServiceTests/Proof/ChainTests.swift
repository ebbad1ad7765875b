// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import LedgerService

@Suite struct ChainTests {
    /// The same values, packed and hashed by Python's struct and hashlib as docs/integrate/proof.md describes them.
    @Test func hashIsTheOneThatTheDescriptionGives() {
        #expect(hex(hash()) == "3029ca21fb6ceb4d138d33b15b6ffa70da583c1a284ce7ef8affac6ffab3a9f8")
        let empty = Chain.hash(
            previous: hash(), recordedAt: Instant(microseconds: 0), entries: [], lines: [], facts: [])
        #expect(hex(empty) == "65b33cb5ea34041c4f9a25b70d9eb2ad2c999516e0fd9219094e023cc33b1b85")
    }

    @Test(arguments: entryChanges.indices) func changedEntryChangesTheHash(_ index: Int) {
        var entry = ChainTests.entry
        ChainTests.entryChanges[index](&entry)
        #expect(entry != ChainTests.entry)
        #expect(hash(entries: [entry]) != hash())
    }

    @Test(arguments: lineChanges.indices) func changedLineChangesTheHash(_ index: Int) {
        var line = ChainTests.line
        ChainTests.lineChanges[index](&line)
        #expect(line != ChainTests.line)
        #expect(hash(lines: [line, ChainTests.counterLine]) != hash())
    }

    @Test(arguments: factChanges.indices) func changedFactChangesTheHash(_ index: Int) {
        var fact = ChainTests.fact
        ChainTests.factChanges[index](&fact)
        #expect(fact != ChainTests.fact)
        #expect(hash(facts: [fact]) != hash())
    }

    @Test func orderAndNumberOfRowsChangeTheHash() {
        let swapped = hash(lines: [ChainTests.counterLine, ChainTests.line])
        let hashes = [
            hash(), swapped, hash(entries: []), hash(lines: []), hash(facts: []),
            hash(lines: [ChainTests.line]), hash(entries: [ChainTests.entry, ChainTests.entry]),
        ]
        #expect(Set(hashes).count == hashes.count)
    }

    @Test func previousLinkAndInstantChangeTheHash() {
        let other = Chain.hash(
            previous: [UInt8](repeating: 1, count: 32), recordedAt: ChainTests.instant, entries: [ChainTests.entry],
            lines: [ChainTests.line, ChainTests.counterLine], facts: [ChainTests.fact])
        let later = Chain.hash(
            previous: Chain.origin, recordedAt: Instant(microseconds: ChainTests.instant.microseconds + 1),
            entries: [ChainTests.entry], lines: [ChainTests.line, ChainTests.counterLine], facts: [ChainTests.fact])
        #expect(Set([hash(), other, later]).count == 3)
    }

    /// Texts side by side keep their border, and an empty text is not the same as none.
    @Test func textsCannotBeMovedBetweenFields() {
        func described(_ description: String?, _ document: String?) -> [UInt8] {
            var entry = ChainTests.entry
            entry.description = description
            entry.documentReference = document
            return hash(entries: [entry])
        }
        let hashes = [
            described("ab", "c"), described("a", "bc"), described("abc", nil), described("abc", ""),
            described(nil, "abc"), described("", "abc"), described(nil, nil), described("", ""),
        ]
        #expect(Set(hashes).count == hashes.count)
    }
}

extension ChainTests {
    static let instant = Instant(microseconds: 1_767_225_600_123_456)
    static let entry = ChainEntry(
        number: 7, postedOn: "2026-01-15", kind: UInt8(ascii: "n"), module: UInt8(ascii: "g"), actor: 3,
        key: UUIDValue(high: 0x0102_0304_0506_0708, low: 0x1112_1314_1516_1718), paramsDigest: -5,
        description: "Büro", documentReference: "R-1", reverses: 6, source: "shop", externalReference: "17",
        metadata: [1, 2])
    static let line = ChainLine(
        number: 7, lineNumber: 1, account: 2, currency: "EUR", minorUnits: 1234, functionalMinorUnits: 1100,
        client: 4, costCentre: nil, project: nil, product: 9, memo: "m", balanceVersion: 12, balanceAfter: -1)
    static let counterLine = ChainLine(
        number: 7, lineNumber: 2, account: 5, currency: "EUR", minorUnits: -1234, functionalMinorUnits: -1100,
        balanceVersion: 1, balanceAfter: -1234)
    static let fact = ChainFact(position: 9, entryNumber: 7, kind: UInt8(ascii: "a"), record: [0x7B, 0x7D])

    static let entryChanges: [@Sendable (inout ChainEntry) -> Void] = [
        { $0.number += 1 }, { $0.postedOn = "2026-01-16" }, { $0.kind += 1 }, { $0.module += 1 }, { $0.actor += 1 },
        { $0.key = UUIDValue(high: 0, low: $0.key.low) }, { $0.key = UUIDValue(high: $0.key.high, low: 0) },
        { $0.paramsDigest += 1 }, { $0.description = "Buro" }, { $0.description = nil },
        { $0.documentReference = "R-2" }, { $0.documentReference = nil }, { $0.reverses = 5 }, { $0.reverses = nil },
        { $0.source = "till" }, { $0.source = nil }, { $0.externalReference = "18" }, { $0.externalReference = nil },
        { $0.metadata = [2, 1] }, { $0.metadata = nil },
    ]
    static let lineChanges: [@Sendable (inout ChainLine) -> Void] = [
        { $0.number += 1 }, { $0.lineNumber += 1 }, { $0.account += 1 }, { $0.currency = "USD" },
        { $0.minorUnits += 1 }, { $0.functionalMinorUnits += 1 }, { $0.client = nil }, { $0.client = 5 },
        { $0.costCentre = 4 }, { $0.project = 4 }, { $0.product = nil }, { $0.product = 8 }, { $0.memo = "n" },
        { $0.memo = nil }, { $0.balanceVersion += 1 }, { $0.balanceAfter += 1 },
        {
            $0.costCentre = $0.client
            $0.client = nil
        },
    ]
    static let factChanges: [@Sendable (inout ChainFact) -> Void] = [
        { $0.position += 1 }, { $0.entryNumber += 1 }, { $0.kind += 1 }, { $0.record = [0x7B] },
    ]

    private func hash(
        entries: [ChainEntry] = [entry], lines: [ChainLine] = [line, counterLine], facts: [ChainFact] = [fact]
    ) -> [UInt8] {
        Chain.hash(
            previous: Chain.origin, recordedAt: ChainTests.instant, entries: entries, lines: lines, facts: facts)
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
