// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CSV
import Contracts

/// What a chart's text says, line by line. Whether the lines fit together is not its matter.
struct ChartTable: Sendable {
    /// Fields that their columns allow; of columns that the text does not have they are empty.
    struct Row: Sendable, Equatable {
        let line: Int
        let code: AccountCode
        let name: Text<1, 200>
        let kind: AccountKind
        var parent: AccountCode?
        var isHeading = false
        var currency: CurrencyCode?
        var floor: Money?
        var required: RequiredDimensions = []
        var opensOn: CalendarDate?
        var closesOn: CalendarDate?
        var isClosed = false
    }

    let columns: Set<ChartCSV.Column>
    private(set) var rows: [Row] = []

    /// Throws `ChartRefused` with what is wrong on each line.
    init(parsing text: String) throws {
        var reader = CSVReader(MemorySource(text))
        guard let header = try reader.next() else {
            throw try ChartProblems.one(line: 1, "the text is empty: its first line must name the columns")
        }
        let order = try ChartTable.columns(of: header)
        columns = Set(order)
        var problems = ChartProblems()
        var lines: [AccountCode: Int] = [:]
        while let record = try reader.next() {
            var fields = ChartFields(record, order)
            if let row = fields.row() {
                if let line = lines.updateValue(record.line, forKey: row.code) {
                    fields.refuse("account \(row.code) stands on line \(line) already")
                }
                rows.append(row)
            }
            problems.add(line: record.line, fields.problems)
        }
        try problems.requireNone()
    }

    private static func columns(of header: CSVReader.Record) throws -> [ChartCSV.Column] {
        guard case .fields(let names) = header.content else {
            throw try ChartProblems.one(line: header.line, "the first line names no columns")
        }
        var problems = ChartProblems()
        var columns: [ChartCSV.Column] = []
        for (index, name) in names.enumerated() {
            guard let column = ChartCSV.Column(rawValue: String(decoding: name, as: UTF8.self)) else {
                let known = ChartCSV.Column.allCases.map(\.rawValue).joined(separator: ", ")
                problems.add(line: header.line, ["column \(index + 1) is none of \(known)"])
                continue
            }
            if columns.contains(column) {
                problems.add(line: header.line, ["the column \(column.rawValue) comes twice"])
            }
            columns.append(column)
        }
        let needed = ChartCSV.Column.required + (columns.contains(.floor) ? [.currency] : [])
        for column in needed where !columns.contains(column) {
            problems.add(line: header.line, ["the column \(column.rawValue) is missing"])
        }
        try problems.requireNone()
        return columns
    }
}

/// One line's fields, and what is wrong with them.
private struct ChartFields {
    private var fields: [ChartCSV.Column: String] = [:]
    private let line: Int
    private(set) var problems: [String] = []

    init(_ record: CSVReader.Record, _ columns: [ChartCSV.Column]) {
        line = record.line
        switch record.content {
        case .malformed(let reason): refuse(reason)
        case .fields(let values) where values.count != columns.count:
            refuse("there are \(values.count) fields instead of \(columns.count)")
        case .fields(let values):
            for (column, value) in zip(columns, values) { fields[column] = String(decoding: value, as: UTF8.self) }
        }
    }

    mutating func refuse(_ problem: String) { problems.append(problem) }

    /// Nil when a field of it is refused.
    mutating func row() -> ChartTable.Row? {
        guard problems.isEmpty else { return nil }
        let code = needed(.code) { text throws(ContractViolation) in try AccountCode(validating: text) }
        let name = needed(.name) { text throws(ContractViolation) in try Text<1, 200>(validating: text) }
        let kind = needed(.kind, ChartFields.kind)
        let currency = given(.currency) { text throws(ContractViolation) in try CurrencyCode(validating: text) }
        let parent = given(.parent) { text throws(ContractViolation) in try AccountCode(validating: text) }
        let isHeading = given(.heading, ChartFields.truth) ?? false
        let floor = given(.floor) { text throws(ContractViolation) in
            guard let currency else { throw ContractViolation("must come with a currency") }
            return try Money(amount: text, currency: currency)
        }
        let required = given(.requiredDimensions, ChartFields.dimensions) ?? []
        let opensOn = given(.opensOn) { text throws(ContractViolation) in try CalendarDate(validating: text) }
        let closesOn = given(.closesOn) { text throws(ContractViolation) in try CalendarDate(validating: text) }
        let isClosed = given(.closed, ChartFields.truth) ?? false
        guard problems.isEmpty, let code, let name, let kind else { return nil }
        return ChartTable.Row(
            line: line, code: code, name: name, kind: kind, parent: parent, isHeading: isHeading, currency: currency,
            floor: floor, required: required, opensOn: opensOn, closesOn: closesOn, isClosed: isClosed)
    }

    private mutating func needed<Value>(
        _ column: ChartCSV.Column, _ parse: (String) throws(ContractViolation) -> Value
    ) -> Value? {
        do throws(ContractViolation) {
            return try parse(fields[column] ?? "")
        } catch {
            refuse("\(column.rawValue) \(error)")
            return nil
        }
    }

    /// Nil for an empty field too, which is no value.
    private mutating func given<Value>(
        _ column: ChartCSV.Column, _ parse: (String) throws(ContractViolation) -> Value
    ) -> Value? {
        fields[column, default: ""].isEmpty ? nil : needed(column, parse)
    }

    private static func kind(_ text: String) throws(ContractViolation) -> AccountKind {
        guard let kind = AccountKind(rawValue: text) else {
            throw ContractViolation("must be one of " + AccountKind.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return kind
    }

    private static func truth(_ text: String) throws(ContractViolation) -> Bool {
        switch text {
        case "true": true
        case "false": false
        default: throw ContractViolation("must be true, false or empty")
        }
    }

    private static func dimensions(_ text: String) throws(ContractViolation) -> RequiredDimensions {
        var required: RequiredDimensions = []
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            guard let dimension = Dimension(rawValue: String(word)) else {
                let known = Dimension.allCases.map(\.rawValue).joined(separator: ", ")
                throw ContractViolation("must be words between spaces, each one of \(known)")
            }
            required.formUnion(RequiredDimensions([dimension]))
        }
        return required
    }
}
