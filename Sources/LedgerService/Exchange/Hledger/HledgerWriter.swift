// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Writes entries as hledger's journal syntax, so that hledger computes the book's balances: those in each currency,
/// and with `--cost` those in the functional currency.
struct HledgerWriter {
    let chart: HledgerChart
    let functionalCurrency: CurrencyCode

    /// What stands before the first transaction: currencies with their digits, and accounts with their types.
    func preamble(of book: Book, currencies: [CurrencyCode]) -> String {
        var text = "; Book \(book.code), \(book.name), in \(book.functionalCurrency). Written by Kontor.\n"
        text += "decimal-mark .\n\n"
        for currency in currencies {
            let decimals = String(repeating: "0", count: currency.digits)
            text += "commodity 1000.\(decimals) \(currency)\n"
        }
        text += "\n"
        for account in chart.accounts {
            text += "account \(chart.name(of: account.code))  ; type:\(HledgerChart.type(account.kind))"
            text += ", code:\(account.code)"
            if account.isHeading { text += ", heading:yes" }
            if let currency = account.currency { text += ", currency:\(currency)" }
            text += "\n"
        }
        return text
    }

    func text(of entry: Entry) -> String {
        var text = "\n\(entry.postedOn)"
        if let code = entry.documentReference {
            text += " (\(JournalEscapes.escape(code.text, for: .code)))"
        }
        if let description = entry.description, !description.text.isEmpty {
            text += " \(JournalEscapes.escape(description.text, for: .description))"
        }
        text += "  ; " + HledgerWriter.tags(of: entry) + "\n"
        for item in entry.metadata ?? [] {
            let value = JournalEscapes.escape("\(item.name.text)=\(item.value.text)", for: .tag)
            text += "    ; metadata:\(value)\n"
        }
        for line in entry.lines { text += posting(line) }
        return text
    }

    private static func tags(of entry: Entry) -> String {
        var tags = ["number:\(entry.number)"]
        func add(_ name: String, _ value: String?) {
            if let value { tags.append("\(name):\(JournalEscapes.escape(value, for: .tag))") }
        }
        if entry.kind != .normal { add("kind", entry.kind.rawValue) }
        if entry.module != .general { add("module", entry.module.rawValue) }
        add("reverses", entry.reverses?.description)
        add("source", entry.external?.source.text)
        add("reference", entry.external?.reference.text)
        add("recorded", entry.recordedAt.text)
        add("by", entry.recordedBy.text)
        return tags.joined(separator: ", ")
    }

    /// The cost is signed where it is not of the amount's sign: hledger takes a cost for one of the amount's sign.
    private func posting(_ line: EntryLine) -> String {
        let isDebit = line.side == .debit
        var text =
            "    \(chart.name(of: line.account))  \(isDebit ? "" : "-")\(line.amount.amount) \(line.amount.currency)"
        if line.amount.currency != functionalCurrency, let functional = line.functionalAmount {
            // The sign of nothing is lost, so that it stands on the cost.
            let sign = line.amount.minorUnits == 0 && !isDebit ? "-" : ""
            text += " @@ \(sign)\(functional.amount) \(functional.currency)"
        }
        var tags: [String] = []
        if let client = line.client { tags.append("client:\(client)") }
        if let costCentre = line.costCentre { tags.append("cost-centre:\(costCentre)") }
        if let project = line.project { tags.append("project:\(project)") }
        if let product = line.product { tags.append("product:\(product)") }
        if let memo = line.memo { tags.append("memo:\(JournalEscapes.escape(memo.text, for: .tag))") }
        if !tags.isEmpty { text += "  ; " + tags.joined(separator: ", ") }
        return text + "\n"
    }
}
