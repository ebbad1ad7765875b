// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSON
import JSONRPC
import LedgerService
import Logging
import Postgres
import ServiceKit
import TestKit
import Testing
import Transport

/// What a JSON-RPC batch over TLS does to a book: postings beside each other share a commit, and all else happens one
/// after the other.
@Suite struct BatchedPostingTests {
    private struct ServedLedger {
        let ledger: ServiceUnderTest<LedgerServer>
        let channel: HTTPSChannel
        let book: BookID

        func exchange(_ parts: [String]) async throws -> [UInt8] {
            let body = "[" + parts.joined(separator: ",") + "]"
            return try await channel.exchange(Array(body.utf8), deadline: .now + .seconds(60), trace: nil)
        }

        /// In this process; the result.
        func call(_ method: String, _ params: String) async throws -> JSONNode {
            try await ledger.result(of: method, params)
        }

        func part(_ id: Int, _ method: String, _ params: String) -> String {
            #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":\#(params)}"#
        }

        func posting(
            _ id: Int, debit: String = "1010", credit: String = "4100", _ amount: String = "5.00"
        ) -> String {
            part(id, "ledger.postEntry", entry("part-\(id)", debit: debit, credit: credit, amount))
        }

        func entry(_ key: String, debit: String = "1010", credit: String = "4100", _ amount: String) -> String {
            let lines = [(debit, "debit"), (credit, "credit")].map { account, side in
                #"{"account":"\#(account)","side":"\#(side)","amount":{"amount":"\#(amount)","currency":"GBP"}}"#
            }
            return """
                {"book":"\(book)","idempotencyKey":"\(key)","postedOn":"2026-01-15",\
                "lines":[\(lines.joined(separator: ","))]}
                """
        }

        /// Commits to the book so far.
        func commits() async throws -> Int64 {
            try await ledger.database.withPool { pool in
                try await pool.row("select count(*) from ledger.chain", as: Int64.self)
            }
        }
    }

    /// The ledger with its authentication replaced, behind the server of production.
    private func withServedLedger(_ body: (ServedLedger) async throws -> Void) async throws {
        let authority = try TestAuthority()
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        try await withService(LedgerServer.self, as: .user(.accountant)) { ledger in
            let place = RPCServerConfiguration(host: "127.0.0.1", port: 0, tls: .material(try authority.issue()))
            let server = try RPCServer(place, endpoint: ledger.runtime.endpoint, drain: Drain(), logger: log)
            let book = try await ledger.result(
                of: "ledger.createBook",
                #"{"idempotencyKey":"book","code":"main","name":"Main","functionalCurrency":"GBP","#
                    + #""timeZone":"Europe/London","chart":"trading_company"}"#
            ).member("book")?.member("id")?.string
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                defer { group.cancelAll() }
                let url = "https://localhost:\(try await server.boundPort())"
                try await Dialer.with(tls: .material(try authority.trust()), logger: log) { dialer in
                    let token = ledger.token
                    try await body(
                        ServedLedger(
                            ledger: ledger, channel: try dialer.channel(to: url) { _ in token },
                            book: try BookID(validating: #require(book))))
                }
            }
        }
    }

    /// Sends the parts while the book is locked, and unlocks it when the replica waits for it: by then parts wait.
    private func exchangeWhileLocked(_ parts: [String], with served: ServedLedger) async throws -> [UInt8] {
        try await served.ledger.database.withPool { pool in
            try await withThrowingTaskGroup(of: [UInt8].self) { group in
                try await pool.withTransaction { tx in
                    _ = try await tx.row("select entry_number from ledger.head for no key update", as: Int64.self)
                    group.addTask { try await served.exchange(parts) }
                    try await eventually {
                        try await pool.row(
                            """
                            select exists (
                                select from pg_stat_activity
                                where datname = current_database() and wait_event_type = 'Lock')
                            """, as: Bool.self)
                    }
                }
                return try #require(try await group.next())
            }
        }
    }

    @Test func postingsBesideEachOtherShareOneCommit() async throws {
        try await withServedLedger { served in
            let before = try await served.commits()
            let body = try await exchangeWhileLocked((1...20).map { served.posting($0) }, with: served)
            let answers = Array(try JSONDocument(parsing: body).root.elements)
            #expect(answers.map { $0.member("id")?.int64 } == (1...20).map { Int64($0) })
            let numbers = answers.compactMap { $0.member("result")?.member("number")?.int64 }
            #expect(Set(numbers) == Set(1...20) && numbers.count == 20)
            // One when all had come by the time that the lock was free; on a busy machine some come later.
            let commits = try await served.commits() - before
            #expect(commits >= 1 && commits < 20)
            let entries = try await served.call("ledger.listEntries", #"{"book":"\#(served.book)","limit":100}"#)
            #expect(entries.member("items")?.count == 20)
        }
    }

    @Test func partsOfOtherKindsSeeWhatCameBefore() async throws {
        try await withServedLedger { served in
            let book = served.book
            _ = try await served.call(
                "ledger.createAccount",
                #"{"book":"\#(book)","idempotencyKey":"till","code":"till","name":"Till","kind":"asset","#
                    + #""currency":"GBP","floor":{"amount":"0.00","currency":"GBP"}}"#)
            let filled = try await served.call("ledger.postEntry", served.entry("fill", debit: "till", "50.00"))
            _ = try await served.call(
                "ledger.postEntry", served.entry("spend", debit: "1010", credit: "till", "50.00"))
            let entry = try #require(filled.member("entry")?.string)
            // The till is empty: the reversal takes what the part before it brings, and leaves the one after it none.
            let body = try await served.exchange([
                served.posting(1, debit: "till", "50.00"),
                served.part(
                    2, "ledger.reverseEntry", #"{"book":"\#(book)","idempotencyKey":"reverse","entry":"\#(entry)"}"#),
                served.posting(3, debit: "1010", credit: "till", "1.00"),
            ])
            let answers = Array(try JSONDocument(parsing: body).root.elements)
            #expect(answers.map { $0.member("id")?.int64 } == [1, 2, 3])
            #expect(answers.map { $0.member("result")?.member("number")?.int64 } == [3, 4, nil])
            let reason = answers.last?.member("error")?.member("data")?.member("reason")?.string
            #expect(reason == FloorReached.reason)
        }
    }
}

extension ServiceUnderTest where S == LedgerServer {
    fileprivate func result(of method: String, _ params: String) async throws -> JSONNode {
        let text = await answer(to: #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(params)}"#)
        let root = try JSONDocument(parsing: Array(text.utf8)).root
        return try #require(root.member("result"), Comment(rawValue: text))
    }
}
