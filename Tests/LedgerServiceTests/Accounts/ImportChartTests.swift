// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ImportChartTests {
    private func chart(_ text: String, into book: BookID) throws -> ImportChart {
        ImportChart(book: book, idempotencyKey: .fresh(), csv: try CSVText(validating: text))
    }

    private func problems(
        _ text: String, into book: BookID, _ ledger: TestLedger
    ) async throws -> [String] {
        let refused = try await #require(throws: ChartRefused.self) { try await ledger.call(chart(text, into: book)) }
        return refused.problems.map { "\($0.line): \($0.problem)" }
    }

    @Test func chartIsAddedWhateverTheOrderOfItsLines() async throws {
        try await withLedger { ledger in
            let book = try await ledger.call(CreateBook.named("main")).book.id
            let text = """
                code,name,kind,parent,heading,currency,floor,required_dimensions,opens_on,closes_on,closed
                1010,Cash,asset,1000,,GBP,0.00,client,2026-01-01,2026-12-31,
                1000,Assets,asset,,true,,,,,,
                4000,Sales,income,,,,,,,,
                9000,Old,expense,,,,,,,,true

                """
            let answer = try await ledger.call(chart(text, into: book))
            #expect(answer == .init(added: Count(4), changed: Count(0), unchanged: Count(0)))
            let cash = try await ledger.account(.cash, in: book)
            #expect(cash.parent == "1000" && cash.floor == .gbp(0) && cash.requiredDimensions == [.client])
            #expect(cash.opensOn == "2026-01-01" && cash.closesOn == "2026-12-31" && cash.version.rawValue == 1)
            #expect(try await ledger.account("9000", in: book).isClosed)
            #expect(Set(try await ledger.facts(of: book).compactMap(\.account?.code)).count == 4)
            let client = ClientID.new(at: Clocks.start)
            _ = try await ledger.post(
                .of([.debit(.cash, .gbp(5), client: client), .credit("4000", .gbp(5))], in: book))
        }
    }

    @Test func importedAgainTheTextChangesNothing() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let before = try await ledger.call(ExportChart(book: book)).csv
            let facts = try await ledger.facts(of: book).count
            let accounts = try await ledger.call(ListAccounts(book: book)).items
            let answer = try await ledger.call(chart(before.text, into: book))
            #expect(answer == .init(added: Count(0), changed: Count(0), unchanged: Count(accounts.count)))
            #expect(try await ledger.facts(of: book).count == facts)
            #expect(try await ledger.call(ListAccounts(book: book)).items == accounts)
        }
    }

    @Test func accountsOfTheBookChangeToWhatTheirLinesSay() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await ledger.earn(5, in: book)
            try await ledger.change(.cash, in: book, currency: .gbp, opensOn: "2026-01-01")
            let text = "code,name,kind,parent,currency\n1010,Till,asset,1500,\n1020,Bank current account,asset,1000,\n"
            let answer = try await ledger.call(chart(text, into: book))
            #expect(answer == .init(added: Count(0), changed: Count(1), unchanged: Count(1)))
            let cash = try await ledger.account(.cash, in: book)
            #expect(cash.name.text == "Till" && cash.parent == "1500" && cash.currency == nil)
            #expect(cash.opensOn == "2026-01-01", "the text has no column for it")
            #expect(cash.version.rawValue == 3)
            try await ledger.earn(5, in: book)
        }
    }

    @Test func wholeTreeCanChangeItsKindAtOnce() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let text = "code,name,kind,parent,heading\n1500,Costs,expense,,true\n"
            let children = ["1510", "1520", "1590"].map { "\($0),Cost,expense,1500,\n" }.joined()
            _ = try await ledger.call(chart(text + children, into: book))
            #expect(try await ledger.account("1520", in: book).kind == .expense)
        }
    }

    @Test func whatTheBookDoesNotAllowIsToldByLineAndNothingIsTaken() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await ledger.earn(5, in: book)
            let before = try await ledger.call(ExportChart(book: book)).csv
            let text = """
                code,name,kind,parent,heading,currency,floor,required_dimensions
                7000,Fine,asset,1000,,,,
                7001,Orphan,asset,7,,,,
                7002,Misfit,income,1000,,,,
                1010,Cash,asset,1000,,EUR,,
                4100,Sales,income,4000,true,,,
                7003,Project,asset,1000,,,,project
                1500,Fixed assets,asset,,,,,
                7010,Loop,asset,7011,true,,,
                7011,Loop,asset,7010,true,,,
                7012,Below,asset,7011,,,,

                """
            let problems = try await problems(text, into: book, ledger)
            #expect(
                problems == [
                    "3: The book has no account 7.",
                    "4: A parent must be a heading of the same kind.",
                    "5: Account 1010 has lines or holds in GBP.",
                    "6: Account 4100 has lines or holds.",
                    "7: The book does not use the dimension project.",
                    "8: There are accounts below account 1500: it must be a heading of their kind.",
                    "9: Account 7010 would be above itself.",
                    "10: Account 7011 would be above itself.",
                ])
            #expect(try await ledger.call(ExportChart(book: book)).csv == before)
        }
    }

    @Test func refusalIsTheKeysOutcomeAndAnotherOrganisationHasNoSuchBook() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let refused = try chart("code,name,kind\n1,A,none\n", into: book)
            for _ in 0..<2 {
                await #expect(throws: ChartRefused.self) { try await ledger.call(refused) }
            }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(chart("code,name,kind\n", into: book))
            }
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.as(.bookkeeper).call(chart("code,name,kind\n", into: book))
            }
            #expect(error?.code == -32003)
        }
    }

    /// As long a chart as a large company has: one statement a table, whatever its length.
    @Test func thousandsOfAccountsAreOneImport() async throws {
        try await withLedger { ledger in
            let book = try await ledger.call(CreateBook.named("main")).book.id
            let rows = (0..<5000).map { "A\($0),Account \($0),asset,\($0 == 0 ? "" : "A\($0 / 10)"),true\n" }
            let text = "code,name,kind,parent,heading\n" + rows.joined()
            #expect(try await ledger.call(chart(text, into: book)).added == Count(5000))
            #expect(try await ledger.call(chart(text, into: book)).unchanged == Count(5000))
            #expect(try await ledger.account("A4999", in: book).parent == "A499")
        }
    }
}
