// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// A ready-made chart of accounts.
struct Chart: Sendable {
    let text: String

    static func ready(_ template: ChartTemplate) -> Chart {
        let bytes =
            switch template {
            case .tradingCompany: PackageResources.trading_company_csv
            case .servicesCompany: PackageResources.services_company_csv
            case .europeanStatutory: PackageResources.european_statutory_csv
            }
        return Chart(text: String(decoding: bytes, as: UTF8.self))
    }

    /// The chart's accounts, numbered after `number`: imported into a book that has none.
    func accounts(after number: Int32, at instant: Instant) throws -> [AccountRecord] {
        let plan = ChartPlan(
            try ChartTable(parsing: text), over: [], numberedAfter: number, declared: .client, at: instant)
        return try plan.outcome(used: [:]).added
    }
}
