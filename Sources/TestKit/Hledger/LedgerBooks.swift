// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import LedgerService

package typealias LedgerUnderTest = ServiceUnderTest<LedgerServer>

extension LedgerUnderTest {
    /// All pages of an export.
    package func export(
        _ book: BookID, _ format: JournalFormat, from: CalendarDate? = nil, to: CalendarDate? = nil
    ) async throws -> String {
        var text = ""
        var cursor: PageCursor?
        repeat {
            let page = try await call(ExportBook(book: book, format: format, from: from, to: to, cursor: cursor))
            text += page.text.text
            cursor = page.next
        } while cursor != nil
        return text
    }

    /// The ledger's own balances, in the currencies of lines or in the functional currency; without those that are
    /// zero.
    package func balances(
        of book: BookID, asOf day: CalendarDate? = nil, atCost: Bool = false
    ) async throws -> HledgerProgram.Balances {
        var balances: HledgerProgram.Balances = [:]
        func add(_ account: AccountCode, _ money: Money) {
            if money.minorUnits != 0 { balances[account, default: [:]][money.currency] = money.minorUnits }
        }
        if atCost {
            for row in try await call(GetTrialBalance(book: book, asOf: day)).rows { add(row.account, row.balance) }
            return balances
        }
        let accounts = try await call(ListAccounts(book: book, limit: PageLimit(unchecked: 1000))).items
            .filter { !$0.isHeading }
        for start in stride(from: 0, to: accounts.count, by: 500) {
            let codes = accounts[start..<min(start + 500, accounts.count)].map(\.code)
            let answer = try await call(GetBalances(book: book, accounts: List(validating: codes), asOf: day))
            for balance in answer.balances { add(balance.account, balance.balance) }
        }
        return balances
    }
}
