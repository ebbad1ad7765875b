// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// One line of an online-retail file, understood.
struct InvoiceLine: Sendable, Equatable {
    let invoice: String
    let day: CalendarDate
    /// Without the `.0` that a spreadsheet has put behind it; nil for a sale to nobody in particular.
    let customer: String?
    let country: String
    let amount: ExactAmount
}

/// One line of an online-retail file, with what became of reading it.
struct SourceLine: Sendable, Equatable {
    /// Of its first line in the file, from 1.
    let number: Int
    /// As it stands in the file.
    let source: [UInt8]
    let content: Content

    enum Content: Sendable, Equatable {
        case line(InvoiceLine)
        /// Cannot be booked. `invoice` and `amount` are known when at least they could be read.
        case bad(reason: String, invoice: String?, amount: ExactAmount?)
    }

    var invoice: String? {
        switch content {
        case .line(let line): line.invoice
        case .bad(_, let invoice, _): invoice
        }
    }

    /// Nil when quantity or price cannot be read.
    var amount: ExactAmount? {
        switch content {
        case .line(let line): line.amount
        case .bad(_, _, let amount): amount
        }
    }
}
