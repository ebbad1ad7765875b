// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Where invoices are booked.
struct ImportTarget: Sendable {
    let book: BookID
    let currency: CurrencyCode
    /// Debited by a sale, credited by a cancellation.
    let receivables: AccountCode
    /// Credited by a sale, debited by a cancellation.
    let revenue: AccountCode

    /// Of the ready-made chart of a trading company.
    static let standardReceivables = "1100"
    static let standardRevenue = "4100"
}

/// How an invoice becomes an entry. Keys come from the file's own numbers, so the same invoice is booked once however
/// often it is imported.
struct EntryRules: Sendable {
    static let system = "online-retail"
    let target: ImportTarget

    /// - Throws: `ContractViolation` when a text from the file does not fit the ledger.
    func entry(
        for invoice: Invoice, _ posting: Invoice.Posting, client: ClientID
    ) throws(ContractViolation) -> NewEntry {
        let isSale = posting.minorUnits > 0
        let magnitude = posting.minorUnits.magnitude
        guard let units = Int64(exactly: magnitude) else { throw ContractViolation("is an amount out of range") }
        let amount = Money(minorUnits: units, currency: target.currency)
        return NewEntry(
            idempotencyKey: try IdempotencyKey(validating: "\(Self.system):invoice:\(invoice.number)"),
            postedOn: posting.day,
            description: try Text(validating: (isSale ? "Invoice " : "Cancellation ") + invoice.number),
            documentReference: try Text(validating: invoice.number),
            lines: try List(validating: [
                EntryLine(
                    account: target.receivables, side: isSale ? .debit : .credit, amount: amount, client: client),
                EntryLine(
                    account: target.revenue, side: isSale ? .credit : .debit, amount: amount, client: client),
            ]))
    }
}
