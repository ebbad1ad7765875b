// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import LedgerService

@Suite struct EntryDigestTests {
    /// Stored digests are compared with those of later releases: none may change while nothing is added.
    @Test func digestsOfEarlierReleasesStay() throws {
        #expect(EntryDigest.of(try entry()) == -2_374_038_807_461_460_086)
        #expect(EntryDigest.of(try entry(full: true)) == -7_154_194_724_742_355_572)
    }

    @Test func sameEntryHasTheSameDigest() throws {
        #expect(EntryDigest.of(try entry(full: true)) == EntryDigest.of(try entry(full: true)))
    }

    @Test func everyFieldCounts() throws {
        let variants: [NewEntry] = [
            try entry(), try entry(key: "other"), try entry(day: "2026-06-01"), try entry(description: "Text"),
            try entry(reference: "Text"), try entry(module: .banking), try entry(module: .general),
            try entry(external: "Text"), try entry(metadata: []), try entry(metadata: ["Text"]),
            try entry(lines: [try line(), try line()]),
            try entry(lines: [try line(account: "b"), try line(side: .credit)]),
            try entry(lines: [try line(side: .credit), try line(side: .credit)]),
            try entry(lines: [try line(minorUnits: 2), try line(side: .credit)]),
            try entry(lines: [try line(currency: "USD"), try line(side: .credit)]),
            try entry(lines: [try line(functional: 1), try line(side: .credit)]),
            try entry(lines: [try line(client: true), try line(side: .credit)]),
            try entry(lines: [try line(costCentre: "t"), try line(side: .credit)]),
            try entry(lines: [try line(project: "t"), try line(side: .credit)]),
            try entry(lines: [try line(product: "t"), try line(side: .credit)]),
            try entry(lines: [try line(memo: "t"), try line(side: .credit)]),
            try entry(lines: [try line(), try line(side: .credit, memo: "t")]),
            try entry(lines: [try line(), try line(side: .credit), try line()]),
        ]
        #expect(Set(variants.map(EntryDigest.of)).count == variants.count)
    }

    private func entry(full: Bool) throws -> NewEntry {
        let line = try line(
            functional: 7, client: true, costCentre: "north", project: "p1", product: "x", memo: "Größe")
        return try entry(
            description: "Überweisung", reference: "INV-1", module: .receivables, external: "17", metadata: ["a", "b"],
            lines: [line, try self.line(side: .credit)])
    }

    private func entry(
        key: String = "k", day: CalendarDate = "2026-05-31", description: String? = nil, reference: String? = nil,
        module: EntryModule? = nil, external: String? = nil, metadata: [String]? = nil, lines: [EntryLine]? = nil
    ) throws -> NewEntry {
        NewEntry(
            idempotencyKey: try IdempotencyKey(validating: key), postedOn: day,
            description: try description.map { try Text(validating: $0) },
            documentReference: try reference.map { try Text(validating: $0) }, module: module,
            external: try external.map {
                ExternalReference(source: try Text(validating: "shop"), reference: try Text(validating: $0))
            },
            metadata: try metadata.map { names in
                try List(
                    validating: try names.map {
                        MetadataItem(name: try Text(validating: $0), value: try Text(validating: "value"))
                    })
            },
            lines: try List(validating: try lines ?? [try line(), try line(side: .credit)]))
    }

    private func line(
        account: AccountCode = "a", side: EntrySide = .debit, minorUnits: Int64 = 1, currency: String = "GBP",
        functional: Int64? = nil, client: Bool = false, costCentre: String? = nil, project: String? = nil,
        product: String? = nil, memo: String? = nil
    ) throws -> EntryLine {
        EntryLine(
            account: account, side: side,
            amount: Money(minorUnits: minorUnits, currency: try CurrencyCode(validating: currency)),
            functionalAmount: functional.map { Money(minorUnits: $0, currency: .gbp) },
            client: client ? ClientID.example : nil,
            costCentre: try costCentre.map { try DimensionCode(validating: $0) },
            project: try project.map { try DimensionCode(validating: $0) },
            product: try product.map { try DimensionCode(validating: $0) },
            memo: try memo.map { try Text(validating: $0) })
    }
}
