// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CSV
import Contracts

/// Finds the columns by their names and reads lines by them.
struct InvoiceColumns: Sendable {
    private enum Column: String, CaseIterable {
        case invoice = "InvoiceNo"
        case stockCode = "StockCode"
        case description = "Description"
        case quantity = "Quantity"
        case date = "InvoiceDate"
        case price = "UnitPrice"
        case customer = "CustomerID"
        case country = "Country"
    }

    private let positions: [Column: Int]
    private let count: Int

    /// - Throws: ``Failure`` naming the columns that are missing.
    init(header: CSVReader.Record) throws {
        guard case .fields(let names) = header.content else {
            throw Failure("The file's first line is no CSV header.")
        }
        var positions: [Column: Int] = [:]
        for (index, name) in names.enumerated() {
            if let column = Column(rawValue: String(decoding: name, as: UTF8.self)) { positions[column] = index }
        }
        let missing = Column.allCases.filter { positions[$0] == nil }.map(\.rawValue)
        guard missing.isEmpty else {
            throw Failure(
                "The file's first line does not name \(missing.joined(separator: ", ")).",
                advice: "Expected: \(Column.allCases.map(\.rawValue).joined(separator: ","))")
        }
        self.positions = positions
        count = names.count
    }

    func read(_ record: CSVReader.Record) -> SourceLine {
        SourceLine(number: record.line, source: record.source, content: content(of: record))
    }

    private func content(of record: CSVReader.Record) -> SourceLine.Content {
        let fields: [[UInt8]]
        switch record.content {
        case .malformed(let reason): return .bad(reason: "not CSV: \(reason)", invoice: nil, amount: nil)
        case .fields(let read): fields = read
        }
        guard fields.count == count else {
            return .bad(
                reason: "\(fields.count) columns instead of \(count)",
                invoice: positions[.invoice] == 0 ? invoice(fields[0]) : nil, amount: nil)
        }
        func field(_ column: Column) -> [UInt8] { positions[column].map { fields[$0] } ?? [] }
        let amount = ExactAmount(quantity: field(.quantity), price: field(.price))
        let invoice = invoice(field(.invoice))
        func bad(_ reason: String) -> SourceLine.Content { .bad(reason: reason, invoice: invoice, amount: amount) }
        guard let invoice else { return bad("the invoice number is not 1 to 40 letters, digits and hyphens") }
        guard let amount else {
            let column = ExactAmount.isFactor(field(.quantity)) ? "price" : "quantity"
            return bad("the \(column) is not a number below 1,000,000,000 with at most 6 decimals")
        }
        guard let day = day(field(.date)) else {
            return bad("the date is not of the form 2010-12-31 or 2010-12-31 08:26:00")
        }
        guard let customer = customer(field(.customer)) else { return bad("the customer number is not a number") }
        guard let country = String(validating: field(.country), as: UTF8.self) else {
            return bad("the country is not UTF-8 text")
        }
        return .line(
            InvoiceLine(
                invoice: invoice, day: day, customer: customer.isEmpty ? nil : customer, country: country,
                amount: amount))
    }

    private func invoice(_ field: [UInt8]) -> String? {
        let isGood = (1...40).contains(field.count) && field.allSatisfy { isLetter($0) || isDigit($0) || $0 == 0x2D }
        return isGood ? String(decoding: field, as: UTF8.self) : nil
    }

    /// The time of day behind the date is the seller's own; the ledger keeps days.
    private func day(_ field: [UInt8]) -> CalendarDate? {
        let text = String(decoding: field, as: UTF8.self)
        guard field.count == 10 || field.count == 19, let day = CalendarDate(String(text.prefix(10))) else {
            return nil
        }
        if field.count == 19 {
            let parts = text.dropFirst(11).split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
            guard field[10] == 0x20 || field[10] == 0x54, parts.count == 3, let hour = parts[0], let minute = parts[1],
                let second = parts[2], (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
            else { return nil }
        }
        return day
    }

    /// Empty for none; nil for what is no number.
    private func customer(_ field: [UInt8]) -> String? {
        var digits = field[...]
        if digits.suffix(2).elementsEqual(".0".utf8) { digits = digits.dropLast(2) }
        guard field.isEmpty || (1...20).contains(digits.count), digits.allSatisfy(isDigit) else { return nil }
        return String(decoding: digits, as: UTF8.self)
    }

    private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
}
