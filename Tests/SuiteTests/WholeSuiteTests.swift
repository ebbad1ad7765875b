// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Foundation
import JSON
import JSONRPC
import Testing

/// Four services, as processes over TLS, started and stopped by `kontor`. One at a time: each takes the machine.
@Suite(.serialized) struct WholeSuiteTests {
    @Test func suiteStartsImportsTheSampleStopsAndContinues() async throws {
        try await SuiteProcesses.with { suite in
            let first = try await suite.up()
            try #require(first.status == 0, first.failure)
            #expect(first.output.contains("Password"), first.failure)
            #expect(first.output.contains("Try next:"), first.failure)

            let status = try await suite.kontor("status")
            for service in ["identity", "clients", "ledger", "reporting"] {
                #expect(status.output.contains(service), status.failure)
            }
            let again = try await suite.up()
            #expect(again.status != 0, "a second suite over the same folder must be refused")

            let unknown = try await suite.kontor("call", "ledger.noSuchMethod")
            #expect(unknown.status == 1 && (unknown.output + unknown.errors).contains("-32601"), unknown.failure)
            let methods = try await suite.kontor("methods", "ledger.")
            #expect(methods.output.contains("ledger.postEntries") && !methods.output.contains("clients."))

            let before = try await Books(suite).trialBalance()
            #expect(before.totalDebits == before.totalCredits && before.totalDebits.minorUnits > 0)
            let down = try await suite.kontor("down")
            #expect(down.status == 0, down.failure)

            let second = try await suite.up()
            try #require(second.status == 0, second.failure)
            #expect(!second.output.contains("Password"), "the password is shown once only")
            #expect(try await Books(suite).trialBalance().rows == before.rows)
        }
    }

    @Test(.enabled("the shared file of real invoices is not here") { try RetailFile.december() != nil })
    func aRealMonthTiesOutThroughKillsOfEveryService() async throws {
        let path = try #require(try RetailFile.december())
        try await SuiteProcesses.with { suite in
            let file = suite.folder + "/december.csv"
            let text = try await RunningProgram(
                "/usr/bin/xz", ["-dc", path], output: suite.folder + "/december"
            ).end().output
            try text.write(toFile: file, atomically: true, encoding: .utf8)
            let expected = try RetailFile(text)
            #expect(expected.lineCount == 42_481 && expected.total == 74_895_702)

            let up = try await suite.up("--no-import")
            try #require(up.status == 0, up.failure)
            for victim in ["ledger", "clients", "identity", "reporting"] {
                try await killDuringImport(victim, of: file, suite)
            }
            let complete = try await suite.kontor("import", "online-retail", file)
            try #require(complete.status == 0, complete.failure)
            #expect(complete.output.contains("42,481"), complete.failure)
            try await requireTiedOut(Books(suite), expected)

            let positions = try await Books(suite).trialBalance().feedPosition
            let repeated = try await suite.kontor("import", "online-retail", file)
            try #require(repeated.status == 0, repeated.failure)
            #expect(try await Books(suite).trialBalance().feedPosition == positions, repeated.failure)
        }
    }

    /// Kills one service with SIGKILL in the middle of an import, and ends the import at some moment after that, so
    /// that the next one begins in the middle as well.
    private func killDuringImport(_ victim: String, of file: String, _ suite: SuiteProcesses) async throws {
        let before = try await Books(suite).trialBalance().feedPosition
        let process = try suite.processNumber(of: victim)
        let running = try suite.start(["import", "online-retail", file])
        try await waitUntil {
            guard running.isRunning else { return true }
            return try await Books(suite).trialBalance().feedPosition > before
        }
        #expect(kill(process, SIGKILL) == 0)
        try await waitUntil {
            guard try suite.processNumber(of: victim) != process else { return false }
            return try await suite.kontor("status").status == 0
        }
        kill(running.processNumber, SIGKILL)
        _ = try await running.end()
    }

    /// Ledger and report say what the file says, to the penny: in total, by client and by month.
    private func requireTiedOut(_ books: Books, _ expected: RetailFile) async throws {
        let trial = try await books.trialBalance()
        #expect(trial.totalDebits == trial.totalCredits)
        let sum = trial.rows.map(\.balance.minorUnits).reduce(0, +)
        #expect(sum == 0)

        let report = try await books.revenue(atPosition: trial.feedPosition)
        #expect(report.total == expected.total && report.ties)
        #expect(report.byMonth == expected.total { expected.months[$0].map { $0 + "-01" } })
        let customers = try await books.customers()
        var byCustomer: [String: Int64] = [:]
        for (client, pence) in report.byClient {
            let customer = try #require(customers[client], "a client of no customer")
            byCustomer[Int64(customer) == nil ? "" : customer, default: 0] += pence
        }
        let expectedByCustomer = expected.total { expected.clients[$0] }
        #expect(byCustomer.filter { $0.value != 0 } == expectedByCustomer.filter { $0.value != 0 })
        #expect(try await books.reportedTrialBalance() == trial.rows)
    }
}
