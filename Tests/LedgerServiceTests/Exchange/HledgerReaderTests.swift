// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import LedgerService

@Suite struct HledgerReaderTests {
    private func read(_ text: String, symbols: [String: CurrencyCode] = [:]) throws(JournalProblem) -> HledgerReader {
        var reader = HledgerReader(symbols: symbols)
        try reader.read(text, firstLine: 1)
        return reader
    }

    private func transaction(_ text: String) throws -> ImportedTransaction {
        let reader = try read(text)
        try #require(reader.transactions.count == 1)
        return try reader.transactions[0].result.get()
    }

    /// Why the one transaction cannot be read.
    private func problem(_ text: String) throws -> JournalProblem? {
        let reader = try read(text)
        try #require(reader.transactions.count == 1)
        guard case .failure(let problem) = reader.transactions[0].result else { return nil }
        return problem
    }

    @Test func headLineHasDateStatusCodeAndDescription() throws {
        let transaction = try transaction(
            """
            2026/1/5=2026-01-07 * (R-17) Rent of January  ; module:payables, city:Bonn, paid late
                ; metadata:till=3
                expenses:rent   500 EUR
                assets:bank
            """)
        #expect(transaction.postedOn == "2026-01-05" && transaction.documentReference?.text == "R-17")
        #expect(transaction.description?.text == "Rent of January" && transaction.module == .payables)
        let metadata = Dictionary(uniqueKeysWithValues: transaction.metadata.map { ($0.name.text, $0.value.text) })
        #expect(
            metadata == [
                "secondary-date": "2026-01-07", "status": "cleared", "city": "Bonn", "comment": "paid late",
                "till": "3",
            ])
        #expect(transaction.postings.map(\.account) == ["expenses:rent", "assets:bank"])
        #expect(transaction.postings.map(\.amount) == [.eur(50_000), nil])
        #expect(transaction.postings.map(\.line) == [3, 4])
    }

    @Test(arguments: [
        ("12.34 EUR", 1234), ("-12.34 EUR", -1234), ("EUR 12.34", 1234), ("EUR -12.34", -1234), ("-EUR 12.34", -1234),
        ("€12.34", 1234), ("€-12.34", -1234), ("-€12.34", -1234), ("12,34 \"EUR\"", 1234), ("+5 EUR", 500),
        ("1 234.50 EUR", 123_450),
    ])
    func amountIsReadOnBothSidesOfItsCurrency(_ text: String, _ cents: Int64) throws {
        let transaction = try transaction("2026-01-05\n  a  \(text)\n  b\n")
        #expect(transaction.postings[0].amount == .eur(cents))
    }

    @Test func pricesAreTotalsOfTheAmountsSign() throws {
        let transaction = try transaction(
            """
            2026-01-05
              a   10 EUR @ 0.87 GBP
              b  -10 EUR @@ £8.70
              c    3 EUR @ 0.333 GBP
              d
            """)
        #expect(transaction.postings.map(\.cost) == [.gbp(870), .gbp(-870), .gbp(100), nil])
        #expect(transaction.postings.map(\.isCostRounded) == [false, false, true, false])
    }

    @Test func commentsOfAPostingSayWhatTheLineIsAbout() throws {
        let client = ClientID.example
        let transaction = try transaction(
            """
            2026-01-05 Sale
              assets:shop  5 EUR  ; client:\(client), project:north
                ; memo:two%2C or more
                ; seen
              revenues  -5 EUR  = -5 EUR ; counted
            """)
        let posting = transaction.postings[0]
        #expect(posting.client == client && posting.project?.text == "north")
        #expect(posting.memo?.text == "two, or more, seen")
        #expect(transaction.postings[1].memo?.text == "counted")
        #expect(transaction.postings[1].assertion == BalanceAssertion(balance: .eur(-500), isOnly: false))
    }

    @Test func accountNamesHaveSingleBlanksAndEndAtTwo() throws {
        let transaction = try transaction(
            "2026-01-05\n\t! assets:my bank; (old)\t5 EUR\n  [equity:all of it]  -5 EUR\n")
        #expect(transaction.postings.map(\.account) == ["assets:my bank; (old)", "equity:all of it"])
    }

    @Test func directivesSayWhatNumbersAndAccountsMean() throws {
        let reader = try read(
            """
            ; a comment
            * another
            comment
            2026-01-01 not a transaction
            end comment
            commodity 1.000,00 EUR
            commodity kr
              format 1,000.00 kr
            D 1.00 GBP
            account assets:1020 Bank  ; type:C, code:1020, currency:EUR
            account income:sales
              ; code: 4100
            P 2026-01-01 00:00:00 EUR 0.87 GBP
            Y2026
            ~ monthly
              expenses:rent  5 EUR
            = expenses
              assets:bank  *1

            01/05 short date
              a  1.000 EUR
              b  -1,000 kr
              c  7
            """, symbols: ["kr": .eur])
        let transaction = try #require(try reader.transactions.first?.result.get())
        #expect(transaction.postedOn == "2026-01-05" && reader.transactions.count == 1)
        #expect(transaction.postings.map(\.amount) == [.eur(100_000), .eur(-100_000), .gbp(700)])
        let bank = try #require(reader.accounts["assets:1020 Bank"])
        #expect(bank.code == "1020" && bank.kind == .asset && bank.currency == .eur && !bank.isHeading)
        #expect(reader.accounts["income:sales"]?.code == "4100" && reader.accounts["income:sales"]?.kind == .income)
        #expect(reader.ignoredLines == 4)
        #expect(reader.prices.price(of: .eur, in: .gbp, on: "2026-03-01") == ExactNumber(units: 87, decimals: 2))
        #expect(reader.prices.price(of: .eur, in: .gbp, on: "2025-12-31") == nil)
    }

    @Test(arguments: [
        ("include other.journal", "include"), ("alias a = b", "alias"), ("apply account x", "apply"),
        ("bucket assets", "bucket"),
    ])
    func directiveThatIsNotFollowedIsRefused(_ text: String, _ word: String) throws {
        let problem = #expect(throws: JournalProblem.self) { try read("; first\n\(text)\n") }
        #expect(problem?.line == 2 && problem?.reason.contains(word) ?? false)
    }

    @Test(arguments: [
        ("2026-02-30\n a  1 EUR\n b", 1, "no date"), ("2026-01-05\n a  1 XYZ\n b", 2, "no currency"),
        ("2026-01-05\n a  1\n b", 2, "no currency"), ("2026-01-05\n a  1.234 EUR\n b", 2, "a thousand"),
        ("2026-01-05\n a  0.1234 EUR\n b", 2, "more decimals"), ("2026-01-05\n (a)  1 EUR\n b  1 EUR", 2, "virtual"),
        ("2026-01-05\n a  1 EUR {2 GBP}\n b", 2, "lot"), ("2026-01-05\n a  = 5 EUR\n b", 2, "sets a balance"),
        ("2026-01-05\n a  1 EUR =* 5 EUR\n b", 2, "=*"), ("2026-01-05\n a  1 EUR x\n b", 2, "cannot be read"),
        ("2026-01-05\n a  EUR\n b", 2, "no digits"), ("2026-01-05 ; kind:odd\n a  1 EUR\n b", 1, "none of"),
        ("2026-01-05\n a  1 EUR @ 2 EUR\n b", 2, "price in EUR"),
    ])
    func transactionThatCannotBeReadSaysWhyAndWhere(_ text: String, _ line: Int, _ words: String) throws {
        let problem = try #require(try problem(text))
        #expect(problem.line == line && problem.reason.contains(words), "\(problem)")
    }

    @Test func indentedLineWithoutATransactionIsRefused() throws {
        #expect(throws: JournalProblem.self) { try read("\n  assets  5 EUR\n") }
    }

    /// Transactions that differ in blanks at the ends of lines alone have one source.
    @Test func sourceIsTheTextWithoutBlanksAtTheEnds() throws {
        let reader = try read("2026-01-05 x  \n a  1 EUR\t\n b\n\n2026-01-05 x\n a  1 EUR\n b\n")
        #expect(reader.transactions[0].source == reader.transactions[1].source)
        #expect(reader.transactions.map(\.line) == [1, 5])
    }
}
