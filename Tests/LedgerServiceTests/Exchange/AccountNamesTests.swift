// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import LedgerService

@Suite struct AccountNamesTests {
    private static let asset = AccountNames.KnownAccount(kind: .asset, isHeading: false)

    private func declared(_ text: String) throws -> [String: DeclaredAccount] {
        var reader = HledgerReader(symbols: [:])
        try reader.read(text, firstLine: 1)
        return reader.accounts
    }

    @Test func nameFindsItsAccountByMapDirectiveCodeOrItself() throws {
        var names = AccountNames(
            known: ["1010": Self.asset, "1020": Self.asset, "1030": Self.asset, "bank": Self.asset],
            mapped: ["assets:till": "1010"], declared: try declared("account assets:giro  ; code:1020\n"),
            mayCreate: false)
        #expect(try names.account(of: "assets:till") == "1010")
        #expect(try names.account(of: "assets:giro") == "1020")
        #expect(try names.account(of: "assets:1000 Money:1030 Savings") == "1030")
        #expect(try names.account(of: "bank") == "bank")
        #expect(try names.account(of: "assets:bank account") == "bank")
        #expect(try names.account(of: "assets:unknown") == nil)
        #expect(names.missing.isEmpty)
    }

    @Test func accountsThatAreMissingAreMadeWithTheirHeadingsFirst() throws {
        var names = AccountNames(
            known: [:], mapped: [:],
            declared: try declared(
                """
                account assets:1000 Assets  ; type:A, code:1000, heading:yes
                account assets:1000 Assets:1010 Cash  ; type:A, code:1010, currency:GBP
                """), mayCreate: true)
        #expect(try names.account(of: "assets:1000 Assets:1010 Cash") == "1010")
        #expect(try names.account(of: "expenses:food") == "expenses.food")
        #expect(
            names.missingInOrder == [
                .init(
                    code: "1000", name: try .init(validating: "Assets"), kind: .asset, parent: nil, isHeading: true,
                    currency: nil),
                .init(
                    code: "expenses.food", name: try .init(validating: "expenses:food"), kind: .expense, parent: nil,
                    isHeading: false, currency: nil),
                .init(
                    code: "1010", name: try .init(validating: "Cash"), kind: .asset, parent: "1000", isHeading: false,
                    currency: .gbp),
            ])
        #expect(throws: JournalProblem.self) { try names.account(of: "stuff:of unknown kind") }
    }

    @Test func codeOfANameIsTheNameOrHasItsHash() throws {
        #expect(try AccountNames.code(of: "assets:bank") == "assets.bank")
        let long = try AccountNames.code(of: "expenses:a very long name of an account")
        #expect(long.text.utf8.count == 32 && long.text.hasPrefix("expenses.a-very-long-na-"))
        #expect(try AccountNames.code(of: "assets:my bank") != AccountNames.code(of: "assets:my-bank"))
        #expect(try AccountNames.code(of: "assets.bank") != AccountNames.code(of: "assets:bank"))
    }
}
