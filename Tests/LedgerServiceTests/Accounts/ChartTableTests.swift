// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import LedgerService

@Suite struct ChartTableTests {
    private func problems(_ text: String) -> [String]? {
        do {
            _ = try ChartTable(parsing: text)
            return nil
        } catch let refused as ChartRefused {
            return refused.problems.map { "\($0.line): \($0.problem)" }
        } catch {
            return ["\(error)"]
        }
    }

    @Test func columnsStandInAnyOrderAndEmptyFieldsAreNoValues() throws {
        let table = try ChartTable(
            parsing: """
                kind,code,closes_on,name,parent,heading,currency,floor,required_dimensions,opens_on,closed\r
                asset,1000,,Assets,,true,,,,,\r
                asset,1010,2026-12-31,"Cash, ""till\""",1000,false,EUR,-12.50,product client,2026-01-01,true\r

                """)
        let code: AccountCode = "1010"
        #expect(table.rows.map(\.line) == [2, 3] && table.rows.map(\.code) == ["1000", code])
        #expect(table.rows[0].isHeading && table.rows[0].parent == nil && table.rows[0].required.isEmpty)
        let cash = table.rows[1]
        #expect(cash.name.text == "Cash, \"till\"" && cash.parent == "1000" && !cash.isHeading && cash.isClosed)
        #expect(cash.currency == .eur && cash.floor == .eur(-1250) && cash.required == [.client, .product])
        #expect(cash.opensOn == "2026-01-01" && cash.closesOn == "2026-12-31")
        #expect(table.columns.count == 11)
    }

    @Test(arguments: [
        ("", ["1: the text is empty: its first line must name the columns"]),
        ("code,name\n1,A\n", ["1: the column kind is missing"]),
        ("code,name,kind,floor\n", ["1: the column currency is missing"]),
        ("code,name,kind,code\n", ["1: the column code comes twice"]),
    ])
    func headerThatIsNoneIsRefused(text: String, expected: [String]) {
        #expect(problems(text) == expected)
    }

    @Test func unknownColumnIsRefusedByItsPlace() {
        #expect(problems("code,Name,kind\n")?.count == 2)
        #expect(problems("code,Name,kind\n")?.first?.hasPrefix("1: column 2 is none of code, name, kind, ") == true)
    }

    @Test(arguments: [
        ("1 0,Cash,asset", "code must be 1 to 32 letters, digits, dots, underscores or hyphens"),
        ("10,,asset", "name must have 1 to 200 characters"),
        ("10,Cash,Asset", "kind must be one of asset, liability, equity, income, expense"),
        ("10,Cash", "there are 2 fields instead of 3"),
        ("10,Cash,asset,", "there are 4 fields instead of 3"),
        ("10,\"Cash\"x,asset", "a closing quote is followed by more text"),
        ("10,\"Ca\nsh\",asset", "name must not contain control characters"),
    ])
    func fieldsThatAreNoneAreRefusedByTheirLine(line: String, problem: String) {
        #expect(problems("code,name,kind\n1,A,asset\n" + line + "\n") == ["3: " + problem])
    }

    @Test(arguments: [
        ("heading", "yes", "heading must be true, false or empty"),
        ("currency", "XXX", "currency must be a currency of ISO 4217"),
        ("parent", "a b", "parent must be 1 to 32 letters, digits, dots, underscores or hyphens"),
        ("opens_on", "2026-02-30", "opens_on must be a date, YYYY-MM-DD"),
        (
            "required_dimensions", "client  project",
            "required_dimensions must be words between spaces, each one of client, cost_centre, project, product"
        ),
    ])
    func optionalFieldsAreReadAsStrictly(column: String, value: String, problem: String) {
        #expect(problems("code,name,kind,\(column)\n1,A,asset,\(value)\n") == ["2: " + problem])
    }

    @Test func floorIsAnExactAmountInItsCurrency() {
        let header = "code,name,kind,currency,floor\n"
        #expect(problems(header + "1,A,asset,EUR,1.005\n") == ["2: floor must have at most 2 decimals"])
        #expect(problems(header + "1,A,asset,,1.00\n") == ["2: floor must come with a currency"])
        #expect(problems(header + "1,A,asset,JPY,100\n") == nil)
    }

    @Test func everyLineIsToldAndRepeatedCodesByTheLineBefore() {
        let text = "code,name,kind\n1,A,asset\n2,,none\n1,B,asset\n"
        #expect(
            problems(text) == [
                "3: name must have 1 to 200 characters",
                "3: kind must be one of asset, liability, equity, income, expense",
                "4: account 1 stands on line 2 already",
            ])
    }

    @Test func problemsBeyondTheLimitAreCounted() throws {
        let text = "code,name,kind\n" + String(repeating: "1,,asset\n", count: 150)
        let refused = try #require(throws: ChartRefused.self) { try ChartTable(parsing: text) }
        #expect(refused.problems.count == 100 && refused.problemCount.rawValue == 150)
        #expect(refused.problems.last?.line.rawValue == 101)
    }
}
