// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC

/// A book's revenue by month or by client, for the terminal.
struct RevenueReport {
    let book: Book
    let from: CalendarDate?
    let to: CalendarDate?

    /// Rows of one call.
    private static let page = 500

    /// Rows of all pages, and the last page for what is said of them all.
    private struct Figures {
        var rows: [RevenueRow]
        var last: GetRevenueByClient.Response
    }

    /// A line for each month, from the first with revenue to the last.
    func byMonth(_ reporting: Remote<ReportingAPI>) async throws -> [String] {
        let figures = try await figures(by: .month, reporting)
        var months: [CalendarDate: Int64] = [:]
        for row in figures.rows {
            if let month = row.month { months[month, default: 0] += row.revenue.minorUnits }
        }
        var table = Table(.left("month"), .right("revenue"))
        for (month, revenue) in months.sorted(by: { $0.key < $1.key }) {
            table.add(String(month.text.prefix(7)), money(revenue).grouped)
        }
        table.addRule()
        table.add("total", figures.last.total.grouped)
        return heading("Revenue by month") + table.lines + footing(figures.last)
    }

    /// The clients with the most revenue first.
    /// - Parameter limit: how many are named; the rest is one line. Nil for all.
    func byClient(_ reporting: Remote<ReportingAPI>, limit: Int? = nil) async throws -> [String] {
        let figures = try await figures(by: .total, reporting)
        let sorted = figures.rows.sorted { $0.revenue.minorUnits > $1.revenue.minorUnits }
        let named = sorted.prefix(limit ?? sorted.count)
        var table = Table(.left("client"), .left("country"), .right("revenue"))
        for row in named {
            table.add(row.name?.text ?? "(no client)", row.country?.text ?? "", row.revenue.grouped)
        }
        let others = sorted.dropFirst(named.count)
        if !others.isEmpty {
            let sum = others.reduce(0) { $0 + $1.revenue.minorUnits }
            table.add("\(Digits.grouped(others.count)) others", "", money(sum).grouped)
        }
        table.addRule()
        table.add("total of \(Digits.grouped(sorted.count))", "", figures.last.total.grouped)
        return heading("Revenue by client") + table.lines + footing(figures.last)
    }

    private func figures(by period: RevenuePeriod, _ reporting: Remote<ReportingAPI>) async throws -> Figures {
        var rows: [RevenueRow] = []
        var cursor: PageCursor?
        while true {
            let answer = try await reporting.call(
                GetRevenueByClient(
                    book: book.id, from: from ?? Period.earliest, to: to ?? Period.latest, by: period,
                    limit: PageLimit(validating: Int64(Self.page)), cursor: cursor))
            rows += answer.items
            guard let next = answer.next else { return Figures(rows: rows, last: answer) }
            cursor = next
        }
    }

    private func money(_ minorUnits: Int64) -> Money {
        Money(minorUnits: minorUnits, currency: book.functionalCurrency)
    }

    private func heading(_ title: String) -> [String] {
        ["\(title) of \(book.name), \(Period.words(from, to)), in \(book.functionalCurrency)", ""]
    }

    /// Whether the report is what the accounts say, in words.
    private func footing(_ answer: GetRevenueByClient.Response) -> [String] {
        let tieOut = answer.tieOut
        guard tieOut.holds else {
            return [
                "",
                "WARNING: the trial balance says \(tieOut.trialBalance.grouped), the rows \(tieOut.reported.grouped).",
            ]
        }
        return ["", "Equal to the income accounts of the trial balance, to the penny."]
    }
}
