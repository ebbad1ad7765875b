// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Counts what becomes of the transactions of an import, and of their money.
struct ImportTally: Sendable {
    enum Fate {
        case posted
        case repeated
        case rejected
    }

    private struct Sums {
        var posted: Int64 = 0
        var repeated: Int64 = 0
        var rejected: Int64 = 0

        var read: Int64 { posted + repeated + rejected }
    }

    private(set) var transactions = 0
    private(set) var posted = 0
    private(set) var repeated = 0
    private(set) var empty = 0
    /// What became of prices; nil when they were not asked for.
    var rates: ImportedRates?
    private(set) var rejected: [RejectedTransaction] = []
    private var sums: [CurrencyCode: Sums] = [:]
    /// What has a place in the sums already or will have: every sum of parts of it fits.
    private var reserved: [CurrencyCode: Int64] = [:]

    /// Makes room for a transaction's debits; false when their sum with the others' does not fit.
    mutating func reserve(_ debits: [Money]) -> Bool {
        var all = reserved
        for money in debits {
            let (sum, overflow) = all[money.currency, default: 0].addingReportingOverflow(money.minorUnits)
            if overflow { return false }
            all[money.currency] = sum
        }
        reserved = all
        return true
    }

    mutating func addEmpty() {
        transactions += 1
        empty += 1
    }

    /// Debits must have been reserved.
    mutating func add(_ fate: Fate, _ debits: [Money]) {
        transactions += 1
        for money in debits {
            switch fate {
            case .posted: sums[money.currency, default: Sums()].posted += money.minorUnits
            case .repeated: sums[money.currency, default: Sums()].repeated += money.minorUnits
            case .rejected: sums[money.currency, default: Sums()].rejected += money.minorUnits
            }
        }
        switch fate {
        case .posted: posted += 1
        case .repeated: repeated += 1
        case .rejected: break
        }
    }

    mutating func reject(_ line: Int, _ debits: [Money], problem: JournalProblem) {
        add(.rejected, debits)
        rejected.append(
            RejectedTransaction(
                line: Count(line), at: problem.line.map { Count($0) }, refusal: nil,
                reason: ImportTally.text(problem.reason)))
    }

    mutating func reject(_ line: Int, _ debits: [Money], refusal: any DomainError) throws {
        add(.rejected, debits)
        rejected.append(
            RejectedTransaction(
                line: Count(line), at: nil,
                refusal: Refusal(
                    code: try ErrorCode(validating: Int64(type(of: refusal).code)),
                    reason: try Text(validating: type(of: refusal).reason),
                    message: try Text(validating: refusal.message)),
                reason: ImportTally.text(refusal.message)))
    }

    func response(accountsCreated: Int, ignoredLines: Int) -> ImportJournal.Response {
        ImportJournal.Response(
            transactions: Count(transactions), posted: Count(posted), repeated: Count(repeated), empty: Count(empty),
            rejected: rejected.sorted { $0.line < $1.line },
            totals: sums.sorted { $0.key.text < $1.key.text }.map { currency, sums in
                func money(_ units: Int64) -> Money { Money(minorUnits: units, currency: currency) }
                return ImportTotal(
                    read: money(sums.read), posted: money(sums.posted), repeated: money(sums.repeated),
                    rejected: money(sums.rejected))
            }, accountsCreated: Count(accountsCreated), ignoredLines: Count(ignoredLines),
            rates: rates)
    }

    /// Of what may quote any part of a file.
    static func text(_ reason: String) -> Text<1, 500> {
        let scalars = reason.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : Character($0) }
        guard let text = try? Text<1, 500>(validating: String(scalars.prefix(500))) else {
            preconditionFailure("a reason is not empty")
        }
        return text
    }
}
