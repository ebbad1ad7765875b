// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CSV
import Contracts
import Testing

@testable import kontor

/// Lines of a file, read as the importer reads them.
enum Lines {
    static let header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"

    static func read(_ text: String) throws -> [SourceLine] {
        var reader = CSVReader(MemorySource(header + text))
        let columns = try InvoiceColumns(header: #require(try reader.next()))
        var lines: [SourceLine] = []
        while let record = try reader.next() { lines.append(columns.read(record)) }
        return lines
    }

    static func one(_ text: String) throws -> SourceLine {
        try #require(try read(text + "\n").first)
    }
}

@Suite struct InvoiceLineTests {
    @Test func aLineIsUnderstood() throws {
        let line = try Lines.one(
            "C536379,D,\"Discount, \"\"big\"\"\",-1,2010-12-01 09:41:00,27.5,14527.0,United Kingdom")
        #expect(
            line.content
                == .line(
                    InvoiceLine(
                        invoice: "C536379", day: try #require(CalendarDate("2010-12-01")), customer: "14527",
                        country: "United Kingdom",
                        amount: try #require(ExactAmount(quantity: Array("-1".utf8), price: Array("27.5".utf8))))))
        #expect(line.number == 2)
    }

    @Test func columnsAreFoundByName() throws {
        var reader = CSVReader(
            MemorySource(
                "Country,CustomerID,UnitPrice,InvoiceDate,Quantity,Description,StockCode,InvoiceNo\n"
                    + "EIRE,,1.5,2011-01-04,2,x,y,7\n"))
        let columns = try InvoiceColumns(header: #require(try reader.next()))
        guard case .line(let line) = columns.read(try #require(try reader.next())).content else {
            Issue.record("the line should be understood")
            return
        }
        #expect(line.invoice == "7")
        #expect(line.customer == nil)
        #expect(line.amount.text == "3.00")
    }

    @Test func aHeaderWithoutAColumnIsRefusedByName() throws {
        var reader = CSVReader(MemorySource("InvoiceNo,Quantity\n"))
        let header = try #require(try reader.next())
        #expect {
            try InvoiceColumns(header: header)
        } throws: {
            "\($0)".contains("StockCode, Description, InvoiceDate, UnitPrice, CustomerID, Country")
        }
    }

    /// Each with the reason's beginning, and whether invoice number and amount could be read all the same.
    @Test(arguments: [
        ("536,A,B,six,2010-12-01 09:41:00,1,1.0,X", "the quantity is not a number", true, false),
        ("536,A,B,6,2010-12-01 09:41:00,£1,1.0,X", "the price is not a number", true, false),
        ("536,A,B,6,2010-02-30 09:41:00,1,1.0,X", "the date is not", true, true),
        ("536,A,B,6,2010-12-01 25:41:00,1,1.0,X", "the date is not", true, true),
        ("536,A,B,6,12/1/2010 8:26,1,1.0,X", "the date is not", true, true),
        ("536,A,B,6,2010-12-01 09:41:00,1,ABC,X", "the customer number is not", true, true),
        ("536,A,B,6,2010-12-01 09:41:00,1", "6 columns instead of 8", true, false),
        ("536,A,B,6,2010-12-01 09:41:00,1,1.0,X,Y", "9 columns instead of 8", true, false),
        (",A,B,6,2010-12-01 09:41:00,1,1.0,X", "the invoice number is not", false, true),
        ("5 36,A,B,6,2010-12-01 09:41:00,1,1.0,X", "the invoice number is not", false, true),
        ("536,A,\"B\"x,6,2010-12-01 09:41:00,1,1.0,X", "not CSV: a closing quote", false, false),
    ])
    func dirtIsNamed(text: String, reason: String, hasInvoice: Bool, hasAmount: Bool) throws {
        let line = try Lines.one(text)
        guard case .bad(let said, let invoice, let amount) = line.content else {
            Issue.record("the line should be refused: \(text)")
            return
        }
        #expect(said.hasPrefix(reason))
        #expect((invoice != nil) == hasInvoice)
        #expect((amount != nil) == hasAmount)
        #expect(line.source == Array(text.utf8))
    }

    @Test func aCustomerIsTheSameWithAndWithoutTheSpreadsheetsDecimal() throws {
        for text in ["17850", "17850.0"] {
            guard case .line(let line) = try Lines.one("1,A,B,1,2010-12-01,1,\(text),X").content else {
                Issue.record("\(text) should be understood")
                return
            }
            #expect(line.customer == "17850")
        }
    }
}
