// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What became of a file, in lines, invoices and money. What was read is counted apart from what became of it, so
/// that a lost line shows.
struct ImportTotals: Sendable, Equatable {
    struct Part: Sendable, Equatable {
        var invoices = 0
        var lines = 0
        /// Quantity times price.
        var amount = ExactAmount.zero

        mutating func add(_ invoice: Invoice) {
            invoices += 1
            lines += invoice.lines.count
            amount += invoice.amount
        }
    }

    private(set) var linesRead = 0
    private(set) var amountRead = ExactAmount.zero
    /// Lines whose quantity or price cannot be read; they count nothing in the amounts.
    private(set) var linesWithoutAmount = 0

    /// Posted by this run.
    var sales = Part()
    var cancellations = Part()
    /// In the books already, by an earlier run.
    var repeated = Part()
    var zero = Part()
    var rejected = Part()

    mutating func read(_ line: SourceLine) {
        linesRead += 1
        if let amount = line.amount {
            amountRead += amount
        } else {
            linesWithoutAmount += 1
        }
    }

    /// A line that belongs to no invoice.
    mutating func reject(_ line: SourceLine) {
        rejected.lines += 1
        rejected.amount += line.amount ?? .zero
    }

    var parts: [Part] { [sales, cancellations, repeated, zero, rejected] }
    var booked: ExactAmount { sales.amount + cancellations.amount + repeated.amount }

    /// Whether every line and every penny that was read is in exactly one part.
    var addUp: Bool {
        parts.map(\.lines).reduce(0, +) == linesRead && parts.map(\.amount).reduce(.zero, +) == amountRead
    }

    /// The parts with their sum, for the terminal.
    var table: Table {
        var table = Table(.left(""), .right("invoices"), .right("lines"), .right("quantity x price"))
        func add(_ title: String, _ part: Part) {
            table.add(title, Digits.grouped(part.invoices), Digits.grouped(part.lines), part.amount.text)
        }
        add("sales booked", sales)
        add("cancellations booked", cancellations)
        add("booked by an earlier run", repeated)
        add("sum to zero, not booked", zero)
        add("rejected", rejected)
        table.addRule()
        table.add(
            "read", Digits.grouped(parts.map(\.invoices).reduce(0, +)), Digits.grouped(linesRead), amountRead.text)
        return table
    }
}
