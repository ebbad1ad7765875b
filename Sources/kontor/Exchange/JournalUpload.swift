// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CSV
import Contracts
import JSONRPC

/// Sends a journal's file to the ledger, part by part in its order.
struct JournalUpload {
    let ledger: Remote<LedgerAPI>
    /// What is the same in all calls; the text is that of no part.
    let template: ImportJournal
    let console: Console

    func run(_ source: any ByteSource, rejects: RejectFile) async throws -> JournalTotals {
        var totals = JournalTotals()
        var hledger = HledgerParts(source)
        var csv = CSVParts(source)
        while let part = try template.format == .hledger ? hledger.next() : csv.next() {
            let answer = try await ledger.call(try call(part))
            totals.add(answer)
            for rejected in answer.rejected {
                let line = Int(rejected.line.rawValue)
                let place = rejected.at.map { "line \($0): " } ?? ""
                try rejects.add(
                    line: line, reason: place + rejected.reason.text, text: Array((part.transactions[line] ?? "").utf8))
            }
            console.note("  \(Digits.grouped(totals.transactions)) transactions read")
        }
        return totals
    }

    private func call(_ part: JournalPart) throws -> ImportJournal {
        ImportJournal(
            book: template.book, format: template.format, source: template.source,
            text: try LongText(validating: part.text), preamble: try LongText(validating: part.preamble),
            firstLine: Count(part.firstLine),
            repeats: try List(
                validating: part.repeats.map { RepeatedTransaction(line: Count($0.key), before: Count($0.value)) }),
            accounts: template.accounts, commodities: template.commodities,
            conversionAccount: template.conversionAccount, createAccounts: template.createAccounts,
            setRates: template.setRates)
    }
}

/// What became of a journal.
struct JournalTotals: Equatable {
    private(set) var transactions = 0
    private(set) var posted = 0
    private(set) var repeated = 0
    private(set) var empty = 0
    private(set) var rejected = 0
    private(set) var accountsCreated = 0
    private(set) var ignoredLines = 0
    private(set) var ratesAdded = 0
    private var sums: [CurrencyCode: [Int128]] = [:]

    mutating func add(_ answer: ImportJournal.Response) {
        transactions += Int(answer.transactions.rawValue)
        posted += Int(answer.posted.rawValue)
        repeated += Int(answer.repeated.rawValue)
        empty += Int(answer.empty.rawValue)
        rejected += answer.rejected.count
        accountsCreated += Int(answer.accountsCreated.rawValue)
        ignoredLines += Int(answer.ignoredLines.rawValue)
        ratesAdded += Int(answer.rates?.added.rawValue ?? 0)
        for total in answer.totals {
            let parts = [total.posted, total.repeated, total.rejected, total.read].map { Int128($0.minorUnits) }
            sums[total.read.currency] = zip(sums[total.read.currency] ?? [0, 0, 0, 0], parts).map { $0 + $1 }
        }
    }

    var addUp: Bool {
        posted + repeated + empty + rejected == transactions
            && sums.values.allSatisfy { $0[0] + $0[1] + $0[2] == $0[3] }
    }

    /// Counts with the sum of debits in each currency, for the terminal.
    var lines: [String] {
        let currencies = sums.keys.sorted { $0.text < $1.text }
        var rows = [["", "transactions"] + currencies.map { "debits in \($0)" }]
        for (index, row) in [
            ("posted", posted), ("in the book already", repeated), ("rejected", rejected), ("without amounts", empty),
            ("read", transactions),
        ].enumerated() {
            let column: Int? = [0, 1, 2, nil, 3][index]
            rows.append(
                [row.0, Digits.grouped(row.1)]
                    + currencies.map { currency in column.map { amount(sums[currency]?[$0] ?? 0, currency) } ?? "" })
        }
        return Self.aligned(rows)
    }

    private func amount(_ units: Int128, _ currency: CurrencyCode) -> String {
        Int64(exactly: units).map { Money(minorUnits: $0, currency: currency).grouped } ?? "too much to show"
    }

    private static func aligned(_ rows: [[String]]) -> [String] {
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths).enumerated().map { index, cell in
                let blanks = String(repeating: " ", count: cell.1 - cell.0.count)
                return index == 0 ? cell.0 + blanks : blanks + cell.0
            }.joined(separator: "  ")
        }
    }
}
