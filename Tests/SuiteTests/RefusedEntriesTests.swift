// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSON
import JSONRPC
import Testing

/// What an integrator is told over TLS when an entry cannot be posted: each mistake has its own error, and leaves
/// nothing in the books.
@Suite struct RefusedEntriesTests {
    private struct Mistake {
        let name: String
        let code: Int
        let reason: String
        /// The member to blame, of params that are invalid.
        var path: String?
        var key: String?
        var day = "2026-01-15"
        var lines: [String]
    }

    private static func line(
        _ account: String, _ side: String, _ amount: String, _ currency: String = "GBP", functional: String? = nil
    ) -> String {
        let money = #"{"amount":"\#(amount)","currency":"\#(currency)"}"#
        let other = functional.map { #","functionalAmount":{"amount":"\#($0)","currency":"GBP"}"# } ?? ""
        return #"{"account":"\#(account)","side":"\#(side)","amount":\#(money)\#(other)}"#
    }

    private static func pair(
        _ amount: String, _ currency: String = "GBP", debit: String = "1010", credit: String = "4100"
    ) -> [String] {
        [line(debit, "debit", amount, currency), line(credit, "credit", amount, currency)]
    }

    private static func domain<E: DomainError>(
        _ name: String, _ error: E.Type, day: String = "2026-01-15", key: String? = nil, _ lines: [String]
    ) -> Mistake {
        Mistake(name: name, code: E.code, reason: E.reason, key: key, day: day, lines: lines)
    }

    private static func invalid(_ name: String, _ path: String, _ lines: [String]) -> Mistake {
        Mistake(
            name: name, code: StandardCode.invalidParams.rawValue, reason: StandardCode.invalidParams.reason,
            path: path, lines: lines)
    }

    private static let mistakes: [Mistake] = [
        invalid("more digits than pounds have", "$.lines[0].amount", pair("1.005")),
        invalid("more digits than yen have", "$.lines[0].amount", pair("1.5", "JPY")),
        invalid("an amount beyond 64 bits", "$.lines[0].amount", pair("92233720368547758.08")),
        invalid("an unknown currency", "$.lines[0].amount.currency", pair("1", "XQQ")),
        invalid("one line", "$.lines", [line("1010", "debit", "1")]),
        invalid(
            "501 lines", "$.lines",
            (0..<500).map { _ in line("1010", "debit", "0.01") } + [line("4100", "credit", "5.00")]),
        domain("an unknown account", AccountNotFound.self, pair("1", debit: "7777")),
        domain("a heading", AccountIsHeading.self, pair("1", debit: "1000")),
        domain("a closed account", AccountClosed.self, pair("1", debit: "5400")),
        domain("a locked period", PeriodLocked.self, day: "2026-02-10", pair("1")),
        domain("a day of no period", PeriodMissing.self, day: "2031-02-10", pair("1")),
        domain(
            "debits that are not credits", EntryUnbalanced.self,
            [line("1010", "debit", "2"), line("4100", "credit", "1")]),
        domain(
            "functional amounts alone that differ", EntryUnbalanced.self,
            [
                line("1010", "debit", "2", "EUR", functional: "1.70"),
                line("4100", "credit", "2", "EUR", functional: "1.71"),
            ]),
        domain("a key of another entry", IdempotencyKeyReused.self, key: "refused-first", pair("3")),
        domain("a balance beyond 64 bits", AmountOverflow.self, pair("92233720368547758.07")),
    ]

    @Test func eachMistakeHasItsOwnError() async throws {
        try await SuiteProcesses.with { suite in
            let up = try await suite.up("--no-import")
            try #require(up.status == 0, up.failure)
            let book = try await Books(suite).book()
            try await prepare(book, suite)
            let before = try await Books(suite).trialBalance()
            for (index, mistake) in Self.mistakes.enumerated() {
                let key = mistake.key ?? "refused-\(index)"
                let run = try await post(mistake.lines, key: key, on: mistake.day, to: book, suite)
                let error = try JSONDocument(parsing: Array(run.output.utf8)).root
                #expect(run.status == 1, "\(mistake.name): \(run.failure)")
                #expect(error.member("code")?.int64 == Int64(mistake.code), "\(mistake.name): \(run.failure)")
                let data = error.member("data")
                #expect(data?.member("reason")?.string == mistake.reason, "\(mistake.name): \(run.failure)")
                #expect(error.member("message")?.string?.isEmpty == false, "\(mistake.name): \(run.failure)")
                if let path = mistake.path {
                    #expect(run.output.contains("\"\(path)\""), "\(mistake.name): \(run.failure)")
                }
            }
            #expect(try await Books(suite).trialBalance() == before)
            let verified = try await suite.kontor("verify", "--book", "main")
            #expect(verified.status == 0, verified.failure)
        }
    }

    /// A book with a locked period, a closed account and an entry whose key is taken.
    private func prepare(_ book: BookID, _ suite: SuiteProcesses) async throws {
        let head = #""book":"\#(book)","idempotencyKey""#
        _ = try await suite.call(
            "ledger.createFiscalYear",
            #"{\#(head):"refused-year","code":"2026","startsOn":"2026-01-01","pattern":"months"}"#)
        _ = try await suite.call(
            "ledger.lockPeriod", #"{\#(head):"refused-lock","period":"2026-02","level":"hard"}"#)
        let account = try await suite.call("ledger.getAccount", #"{"book":"\#(book)","code":"5400"}"#)
        let version = try #require(account.member("account")?.member("version")?.int64)
        _ = try await suite.call(
            "ledger.updateAccount",
            #"{\#(head):"refused-account","code":"5400","ifVersion":\#(version),"isClosed":true}"#)
        let first = try await post(Self.pair("1"), key: "refused-first", on: "2026-01-15", to: book, suite)
        try #require(first.status == 0, first.failure)
    }

    private func post(
        _ lines: [String], key: String, on day: String, to book: BookID, _ suite: SuiteProcesses
    ) async throws -> SuiteProcesses.Run {
        let params = """
            {"book":"\(book)","idempotencyKey":"\(key)","postedOn":"\(day)","lines":[\(lines.joined(separator: ","))]}
            """
        return try await suite.kontor("call", "ledger.postEntry", params)
    }
}
