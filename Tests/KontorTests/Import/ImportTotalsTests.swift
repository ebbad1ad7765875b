// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CSV
import Foundation
import Testing

@testable import kontor

/// A file read to its end, with nothing posted: what would be booked.
func totals(of source: any ByteSource) throws -> (totals: ImportTotals, reasons: [Int: String]) {
    var reader = CSVReader(source)
    let columns = try InvoiceColumns(header: #require(try reader.next()))
    var grouping = InvoiceGrouping()
    var totals = ImportTotals()
    var reasons: [Int: String] = [:]
    func take(_ events: [InvoiceGrouping.Event]) {
        for event in events {
            switch event {
            case .rejected(let line, let reason):
                totals.reject(line)
                reasons[line.number] = reason
            case .invoice(let invoice):
                switch invoice.verdict(currencyDigits: 2) {
                case .post(let posting):
                    posting.minorUnits < 0 ? totals.cancellations.add(invoice) : totals.sales.add(invoice)
                case .zero: totals.zero.add(invoice)
                case .rejected(let reason):
                    totals.rejected.add(invoice)
                    for line in invoice.lines { reasons[line.number] = reason }
                }
            }
        }
    }
    while let record = try reader.next() {
        let line = columns.read(record)
        totals.read(line)
        take(grouping.add(line))
    }
    take(grouping.finish())
    return (totals, reasons)
}

@Suite struct ImportTotalsTests {
    @Test func theSampleHasAHundredInvoicesAndAddsUp() throws {
        let (totals, reasons) = try totals(of: FileSource(path: Sample.path))
        #expect(totals.addUp)
        #expect(totals.parts.map(\.invoices).reduce(0, +) == 100)
        #expect(totals.linesRead == 355)
        #expect(totals.amountRead.text == "28,620.531")
        #expect(totals.cancellations.invoices == 5)
        #expect(totals.zero.invoices == 2)
        #expect(totals.rejected.invoices == 3)
        #expect(Set(reasons.values).count == 3)
    }

    private static let december = "../shared/data/online-retail/2010-12.csv.xz"

    @Test(.enabled(if: FileAccess.exists(december), "the shared file of December 2010 is not here: \(december)"))
    func decemberIsBookedToThePenny() async throws {
        let xz = Program(executable: "/usr/bin/xz", arguments: ["-dc", Self.december])
        let text = try await xz.output(whenFailing: "xz failed")
        let (totals, reasons) = try totals(of: MemorySource(text))
        #expect(totals.addUp)
        #expect(totals.linesRead == 42_481)
        #expect(totals.amountRead.text == "748,957.02")
        #expect(totals.parts.map(\.invoices).reduce(0, +) == 2025)
        #expect(totals.cancellations.invoices == 326)
        #expect(totals.zero.invoices == 140)
        #expect(reasons.isEmpty)
    }

    @Test func aLineThatWasLostShows() throws {
        let line = try Lines.one("5,A,B,6,2010-12-01,2.5,,X")
        var totals = ImportTotals()
        totals.read(line)
        #expect(!totals.addUp)
        totals.sales.add(Invoice(number: "5", lines: [line]))
        #expect(totals.addUp)
    }
}
