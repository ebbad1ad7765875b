// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Testing

@testable import kontor

@Suite struct InvoiceGroupingTests {
    /// Events for lines of the given invoices, as `INVOICE:LINES` or `-LINE`.
    private func events(_ invoices: [String], window: Int, lineLimit: Int = 100) throws -> [String] {
        var grouping = InvoiceGrouping(window: window, lineLimit: lineLimit)
        let lines = try Lines.read(invoices.map { "\($0),A,B,1,2010-12-01,1,,X\n" }.joined())
        var events: [InvoiceGrouping.Event] = []
        for line in lines { events += grouping.add(line) }
        events += grouping.finish()
        return events.map { event in
            switch event {
            case .invoice(let invoice):
                "\(invoice.number):\(invoice.lines.map { String($0.number - 1) }.joined(separator: "+"))"
            case .rejected(let line, _): "-\(line.number - 1)"
            }
        }
    }

    @Test func linesThatStandTogetherAreAnInvoice() throws {
        #expect(try events(["1", "1", "2", "3", "3"], window: 2) == ["1:1+2", "2:3", "3:4+5"])
    }

    @Test func aGapWithinTheWindowIsBridged() throws {
        #expect(try events(["1", "2", "2", "1", "3"], window: 4) == ["2:2+3", "1:1+4", "3:5"])
    }

    @Test func aLineBeyondTheWindowIsRejectedAndTheInvoiceStaysAsItWas() throws {
        #expect(try events(["1", "2", "3", "4", "1", "1"], window: 2) == ["1:1", "2:2", "-5", "3:3", "-6", "4:4"])
    }

    @Test func anInvoiceBeyondTheLimitIsRejectedWhole() throws {
        #expect(try events(["1", "1", "1", "1", "2"], window: 10, lineLimit: 2) == ["-1", "-2", "-3", "-4", "2:5"])
    }

    @Test func aLineWithoutAnInvoiceNumberIsRejectedAlone() throws {
        #expect(try events(["1", "", "1"], window: 10) == ["-2", "1:1+3"])
    }

    @Test func everyLineIsInExactlyOneEventWhateverTheOrder() throws {
        var generator = SeededGenerator(state: 7440)
        for _ in 0..<50 {
            let invoices = (0..<200).map { _ in String(Int.random(in: 1...40, using: &generator)) }
            let seen = try events(invoices, window: Int.random(in: 1...60, using: &generator)).flatMap { event in
                event.hasPrefix("-")
                    ? [Int(event.dropFirst())] : event.split(separator: ":")[1].split(separator: "+").map { Int($0) }
            }
            #expect(seen.compactMap { $0 }.sorted() == Array(1...200))
        }
    }
}

/// SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
