// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CSV
import Contracts
import ServiceKit

/// Reads CSV with the columns of `JournalCSV` into transactions: rows that follow each other with one number.
struct JournalCSVReader {
    private(set) var transactions: [ReadTransaction] = []
    /// Those whose rows tell the kind, by what rows call them.
    private(set) var accounts: [String: DeclaredAccount] = [:]
    private let functionalCurrency: CurrencyCode
    private var columns: [JournalCSV.Column?] = []
    private var rows: [Row] = []

    private struct Row {
        let line: Int
        let source: String
        let values: [JournalCSV.Column: String]
        let problem: JournalProblem?

        var number: String { values[.number] ?? "" }
    }

    private static let required: [JournalCSV.Column] = [.number, .postedOn, .account, .currency, .amount]

    init(functionalCurrency: CurrencyCode) {
        self.functionalCurrency = functionalCurrency
    }

    /// - Parameter firstLine: the number of the text's first line in its file.
    mutating func read(_ text: String, firstLine: Int) throws(JournalProblem) {
        var reader = CSVReader(MemorySource(text))
        while let record = next(&reader) {
            let line = firstLine + record.line - 1
            guard !columns.isEmpty else {
                try readHeader(record, line)
                continue
            }
            let row = self.row(record, line)
            if let last = rows.last, row.problem != nil || last.number != row.number || last.problem != nil { end() }
            rows.append(row)
        }
        end()
    }

    private func next(_ reader: inout CSVReader) -> CSVReader.Record? {
        // A text in memory does not fail to be read.
        (try? reader.next()) ?? nil
    }

    private mutating func readHeader(_ record: CSVReader.Record, _ line: Int) throws(JournalProblem) {
        guard case .fields(let fields) = record.content else {
            throw JournalProblem("the header cannot be read", line: line)
        }
        columns = fields.map { JournalCSV.Column(rawValue: String(decoding: $0, as: UTF8.self)) }
        for column in Self.required where !columns.contains(column) {
            throw JournalProblem("the header has no column \(column.rawValue)", line: line)
        }
    }

    private func row(_ record: CSVReader.Record, _ line: Int) -> Row {
        let source = String(decoding: record.source, as: UTF8.self)
        switch record.content {
        case .malformed(let reason):
            return Row(line: line, source: source, values: [:], problem: JournalProblem(reason, line: line))
        case .fields(let fields):
            guard fields.count == columns.count else {
                return Row(
                    line: line, source: source, values: [:],
                    problem: JournalProblem(
                        "the row has \(fields.count) fields and not \(columns.count)", line: line))
            }
            var values: [JournalCSV.Column: String] = [:]
            for (column, field) in zip(columns, fields) {
                if let column, !field.isEmpty { values[column] = String(decoding: field, as: UTF8.self) }
            }
            return Row(line: line, source: source, values: values, problem: nil)
        }
    }

    private mutating func end() {
        guard let first = rows.first else { return }
        for row in rows { declareAccount(row) }
        let rows = self.rows
        let result = Result { () throws(JournalProblem) in try transaction(rows) }
        transactions.append(
            ReadTransaction(
                line: first.line, source: rows.map(\.source).joined(separator: "\n"), result: result))
        self.rows = []
    }

    private func transaction(_ rows: [Row]) throws(JournalProblem) -> ImportedTransaction {
        let first = rows[0]
        if let problem = first.problem { throw problem }
        guard !first.number.isEmpty else { throw JournalProblem("the row has no number", line: first.line) }
        do throws(JournalProblem) {
            guard let day = CalendarDate(first.values[.postedOn] ?? "") else {
                throw JournalProblem("\(first.values[.postedOn] ?? "nothing") is no date")
            }
            var transaction = ImportedTransaction(line: first.line, postedOn: day)
            transaction.number = first.number
            let kind = try enumeration(first, .kind, EntryKind.self) ?? .normal
            transaction.kind = kind.restored
            transaction.module = try enumeration(first, .module, EntryModule.self) ?? .general
            transaction.description = try value(first, .description)
            transaction.documentReference = try value(first, .documentReference)
            if let source: Text<1, 50> = try value(first, .source),
                let reference: Text<1, 100> = try value(first, .externalReference)
            {
                transaction.external = ExternalReference(source: source, reference: reference)
            }
            if let text = first.values[.metadata] {
                guard let items = try? StoredRecord.decode([MetadataItem].self, Array(text.utf8)), items.count <= 49
                else { throw JournalProblem("the metadata cannot be read") }
                transaction.metadata = items
            }
            if kind != transaction.kind {
                transaction.metadata.append(
                    MetadataItem(name: try text("kind"), value: try text(kind.rawValue)))
            }
            for row in rows { transaction.postings.append(try posting(row)) }
            return transaction
        } catch {
            throw error.at(first.line)
        }
    }

    /// The first row that tells an account's kind counts. An account without a row's name is called by its code.
    private mutating func declareAccount(_ row: Row) {
        guard let name = row.values[.account], accounts[name] == nil,
            let kind = row.values[.accountKind].flatMap(AccountKind.init(rawValue:))
        else { return }
        accounts[name] = DeclaredAccount(
            name: name, code: try? AccountCode(validating: name), kind: kind,
            title: row.values[.accountName].flatMap { try? Text(validating: $0) })
    }

    private func posting(_ row: Row) throws(JournalProblem) -> ImportedPosting {
        do throws(JournalProblem) {
            guard let account = row.values[.account] else { throw JournalProblem("the row has no account") }
            guard let currency: CurrencyCode = try value(row, .currency) else {
                throw JournalProblem("the row has no currency")
            }
            var posting = ImportedPosting(line: row.line, account: account)
            posting.amount = try money(row, .amount, currency)
            if let functional: CurrencyCode = try value(row, .functionalCurrency), functional != functionalCurrency {
                throw JournalProblem("the functional amount is in \(functional), the book in \(functionalCurrency)")
            }
            if currency != functionalCurrency, row.values[.functionalAmount] != nil {
                posting.cost = try money(row, .functionalAmount, functionalCurrency)
            }
            if let client = row.values[.client] {
                guard let id = try? ClientID(validating: client) else {
                    throw JournalProblem("\(client) is no client's identity")
                }
                posting.client = id
            }
            posting.costCentre = try value(row, .costCentre)
            posting.project = try value(row, .project)
            posting.product = try value(row, .product)
            posting.memo = try value(row, .memo)
            return posting
        } catch {
            throw error.at(row.line)
        }
    }

    private func money(
        _ row: Row, _ column: JournalCSV.Column, _ currency: CurrencyCode
    ) throws(JournalProblem) -> Money {
        do {
            return try Money(amount: row.values[column] ?? "", currency: currency)
        } catch {
            throw JournalProblem("\(column.rawValue) \(error)")
        }
    }

    private func value<Value: TextValue>(_ row: Row, _ column: JournalCSV.Column) throws(JournalProblem) -> Value? {
        guard let text = row.values[column] else { return nil }
        do {
            return try Value(validating: text)
        } catch {
            throw JournalProblem("\(column.rawValue) \(error)")
        }
    }

    private func text<Value: TextValue>(_ text: String) throws(JournalProblem) -> Value {
        do {
            return try Value(validating: text)
        } catch {
            throw JournalProblem("\(text) \(error)")
        }
    }

    private func enumeration<Value: TextEnumeration>(
        _ row: Row, _ column: JournalCSV.Column, _: Value.Type
    ) throws(JournalProblem) -> Value? {
        guard let text = row.values[column] else { return nil }
        guard let value = Value(rawValue: text) else {
            throw JournalProblem(
                "\(column.rawValue) is none of " + Value.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return value
    }
}
