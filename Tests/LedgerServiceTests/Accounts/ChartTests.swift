// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@testable import LedgerService

@Suite struct ChartTests {
    private func accounts(_ template: ChartTemplate) throws -> [Account] {
        try Chart.ready(template).accounts(after: 0, at: Clocks.start).map(\.account)
    }

    @Test(arguments: ChartTemplate.allCases)
    func readyChartIsWholeAndHasEveryKind(template: ChartTemplate) throws {
        let accounts = try accounts(template)
        #expect(Set(accounts.map(\.kind)) == Set(AccountKind.allCases))
        #expect(accounts.map(\.code) == accounts.map(\.code).sorted(), "the file is in the order of codes")
        #expect(Set(accounts.map(\.name.text)).count > accounts.count * 9 / 10)
        let tree = ChartTree(accounts)
        for account in accounts {
            #expect(account.isHeading == !tree.children(of: account.code).isEmpty, "\(account.code)")
        }
    }

    /// Programs that close years or value currencies need these, by whatever number.
    @Test(arguments: ChartTemplate.allCases)
    func readyChartHasWhatEveryBookNeeds(template: ChartTemplate) throws {
        let names = try accounts(template).filter { !$0.isHeading }.map { $0.name.text.lowercased() }
        for needed in ["retained earnings", "exchange gains", "exchange losses", "depreciation"] {
            #expect(names.contains { $0.contains(needed) }, "\(needed)")
        }
    }

    @Test func statutoryChartIsNumberedByClasses() throws {
        let accounts = try accounts(.europeanStatutory)
        let tree = ChartTree(accounts)
        #expect(tree.roots == ["0", "1", "2", "3", "4", "5", "6", "7", "8"])
        for account in accounts where !account.isHeading {
            let above = tree.ancestors(of: account.code).map(\.text)
            #expect(account.code.text.utf8.count == 4 && above.count == 2)
            #expect(above.allSatisfy { account.code.text.hasPrefix($0) }, "\(account.code)")
        }
    }
}
