// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC

/// A book's trial balance, for the terminal.
struct TrialBalanceReport {
    let book: Book
    let from: CalendarDate?
    let to: CalendarDate?

    func lines(_ reporting: Remote<ReportingAPI>) async throws -> [String] {
        let answer = try await reporting.call(GetReportedTrialBalance(book: book.id, from: from, asOf: to))
        var table = Table(
            .left("account"), .left("name"), .right("debits"), .right("credits"), .right("balance"))
        for row in answer.rows {
            table.add(
                row.account.text, row.name.text, row.debits.grouped, row.credits.grouped, row.balance.grouped)
        }
        table.addRule()
        let difference = Money(
            minorUnits: answer.totalDebits.minorUnits - answer.totalCredits.minorUnits,
            currency: book.functionalCurrency)
        table.add("", "total", answer.totalDebits.grouped, answer.totalCredits.grouped, difference.grouped)
        return ["Trial balance of \(book.name), \(Period.words(from, to)), in \(book.functionalCurrency)", ""]
            + table.lines
    }
}
