// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CSV
import Contracts

/// A chart of accounts as comma-separated values.
enum ChartCSV {
    enum Column: String, CaseIterable {
        case code
        case name
        case kind
        case parent
        case heading
        case currency
        case floor
        case requiredDimensions = "required_dimensions"
        case opensOn = "opens_on"
        case closesOn = "closes_on"
        case closed

        /// What no chart can do without.
        static let required: [Column] = [.code, .name, .kind]
    }

    /// All columns, one account a line, in the order of codes.
    static func text(of accounts: [Account]) -> String {
        var bytes = CSVWriter.record(Column.allCases.map { Array($0.rawValue.utf8) })
        for account in accounts.sorted(by: { $0.code < $1.code }) {
            bytes += CSVWriter.record(Column.allCases.map { Array(account.field($0).utf8) })
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Account {
    fileprivate func field(_ column: ChartCSV.Column) -> String {
        switch column {
        case .code: code.text
        case .name: name.text
        case .kind: kind.rawValue
        case .parent: parent?.text ?? ""
        case .heading: isHeading ? "true" : ""
        case .currency: currency?.text ?? ""
        case .floor: floor?.amount ?? ""
        case .requiredDimensions: requiredDimensions.map(\.rawValue).joined(separator: " ")
        case .opensOn: opensOn?.text ?? ""
        case .closesOn: closesOn?.text ?? ""
        case .closed: isClosed ? "true" : ""
        }
    }
}
