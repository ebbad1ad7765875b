// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// A ready-made chart of accounts: headings first, each account after its parent.
struct Chart: Sendable {
    struct Row: Sendable, Equatable {
        let code: AccountCode
        let name: Text<1, 200>
        let kind: AccountKind
        let parent: AccountCode?
        let isHeading: Bool
    }

    let rows: [Row]

    static func ready(_ template: ChartTemplate) throws(ContractViolation) -> Chart {
        switch template {
        case .tradingCompany: try Chart(parsing: tradingCompany)
        }
    }

    /// One account a line: code, kind, parent or `-`, and name; a code that is some account's parent is a heading.
    init(parsing text: String) throws(ContractViolation) {
        let lines = text.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 3) }
        let headings = Set(lines.filter { $0.count == 4 }.map { $0[2] })
        var rows: [Row] = []
        for fields in lines {
            guard fields.count == 4, let kind = AccountKind(rawValue: String(fields[1])) else {
                throw ContractViolation("must have a code, a kind, a parent and a name in each line")
            }
            rows.append(
                Row(
                    code: try AccountCode(validating: String(fields[0])),
                    name: try Text(validating: String(fields[3])), kind: kind,
                    parent: fields[2] == "-" ? nil : try AccountCode(validating: String(fields[2])),
                    isHeading: headings.contains(fields[0])))
        }
        self.rows = rows
    }
}

extension Chart {
    /// The chart's accounts, numbered after `number`.
    func accounts(after number: Int32, at instant: Instant) -> [AccountRecord] {
        rows.enumerated().map { index, row in
            AccountRecord(
                number: number + Int32(index) + 1,
                account: Account(
                    id: .new(at: instant), code: row.code, name: row.name, kind: row.kind, parent: row.parent,
                    isHeading: row.isHeading, isClosed: false, currency: nil, version: Version(unchecked: 1)))
        }
    }

    /// A small company that buys and sells goods, on credit and for cash.
    private static let tradingCompany = """
        1000 asset - Assets
        1010 asset 1000 Cash in hand
        1020 asset 1000 Bank current account
        1030 asset 1000 Bank savings account
        1040 asset 1000 Card and payment providers
        1090 asset 1000 Bank clearing
        1100 asset 1000 Trade receivables
        1150 asset 1000 Allowance for doubtful receivables
        1200 asset 1000 Inventory
        1210 asset 1000 Goods in transit
        1300 asset 1000 Prepaid expenses
        1310 asset 1000 Accrued income
        1400 asset 1000 Input tax recoverable
        1500 asset - Fixed assets
        1510 asset 1500 Equipment at cost
        1520 asset 1500 Vehicles at cost
        1590 asset 1500 Accumulated depreciation
        2000 liability - Liabilities
        2100 liability 2000 Trade payables
        2110 liability 2000 Goods received not invoiced
        2200 liability 2000 Output tax payable
        2300 liability 2000 Wages and payroll tax payable
        2400 liability 2000 Accrued expenses
        2410 liability 2000 Deferred income
        2500 liability 2000 Loans
        2600 liability 2000 Income tax payable
        3000 equity - Equity
        3100 equity 3000 Share capital
        3200 equity 3000 Retained earnings
        3300 equity 3000 Dividends
        4000 income - Income
        4100 income 4000 Sales revenue
        4200 income 4000 Discounts allowed
        4300 income 4000 Carriage charged to customers
        4900 income 4000 Other income
        4910 income 4000 Exchange gains
        5000 expense - Expenses
        5100 expense 5000 Cost of goods sold
        5110 expense 5000 Inventory adjustments
        5200 expense 5000 Wages and salaries
        5300 expense 5000 Rent and rates
        5310 expense 5000 Utilities
        5400 expense 5000 Marketing
        5500 expense 5000 Carriage and postage
        5600 expense 5000 Professional fees
        5700 expense 5000 Bank and card charges
        5710 expense 5000 Interest
        5800 expense 5000 Depreciation
        5900 expense 5000 Bad debts
        5910 expense 5000 Exchange losses
        5950 expense 5000 Income tax
        5990 expense 5000 Other expenses
        """
}
