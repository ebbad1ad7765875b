// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CSV
import Contracts
import ServiceKit

/// The columns of a book as CSV: a row for each line, with what belongs to its entry in each row.
enum JournalCSV {
    enum Column: String, CaseIterable {
        case number
        case postedOn = "posted_on"
        case recordedAt = "recorded_at"
        case recordedBy = "recorded_by"
        case kind
        case module
        case description
        case documentReference = "document_reference"
        case reverses
        case source
        case externalReference = "external_reference"
        /// JSON, in the first row of an entry.
        case metadata
        case line
        case account
        case accountName = "account_name"
        case accountKind = "account_kind"
        case currency
        /// Decimal; a debit is positive.
        case amount
        case functionalCurrency = "functional_currency"
        case functionalAmount = "functional_amount"
        case client
        case costCentre = "cost_centre"
        case project
        case product
        case memo
    }

    static func header() -> [UInt8] {
        CSVWriter.record(Column.allCases.map { Array($0.rawValue.utf8) })
    }

    static func rows(
        of entry: Entry, accounts: [AccountCode: Account], functionalCurrency: CurrencyCode
    ) throws -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, line) in entry.lines.enumerated() {
            let account = accounts[line.account]
            let sign = line.side == .debit ? "" : "-"
            let functional = line.functionalAmount ?? line.amount
            bytes += CSVWriter.record(
                try Column.allCases.map { column -> [UInt8] in
                    if column == .metadata {
                        return index == 0 ? try entry.metadata.map { try StoredRecord.encode($0) } ?? [] : []
                    }
                    let text: String? =
                        switch column {
                        case .line: String(index + 1)
                        case .account: line.account.text
                        case .accountName: account?.name.text
                        case .accountKind: account?.kind.rawValue
                        case .currency: line.amount.currency.text
                        case .amount: line.amount.minorUnits == 0 ? line.amount.amount : sign + line.amount.amount
                        case .functionalCurrency: functionalCurrency.text
                        case .functionalAmount:
                            functional.minorUnits == 0 ? functional.amount : sign + functional.amount
                        case .client: line.client?.description
                        case .costCentre: line.costCentre?.text
                        case .project: line.project?.text
                        case .product: line.product?.text
                        case .memo: line.memo?.text
                        default: JournalCSV.text(of: column, entry)
                        }
                    return Array((text ?? "").utf8)
                })
        }
        return bytes
    }

    /// What is the same in all rows of an entry.
    private static func text(of column: Column, _ entry: Entry) -> String? {
        switch column {
        case .number: entry.number.description
        case .postedOn: entry.postedOn.text
        case .recordedAt: entry.recordedAt.text
        case .recordedBy: entry.recordedBy.text
        case .kind: entry.kind.rawValue
        case .module: entry.module.rawValue
        case .description: entry.description?.text
        case .documentReference: entry.documentReference?.text
        case .reverses: entry.reverses?.description
        case .source: entry.external?.source.text
        case .externalReference: entry.external?.reference.text
        default: nil
        }
    }
}
