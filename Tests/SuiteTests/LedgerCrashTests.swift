// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Foundation
import JSONRPC
import Synchronization
import Testing
import Transport

/// Kills of the ledger's replicas and of PostgreSQL while entries are posted.
@Suite struct LedgerCrashTests {
    private static let rounds = ProcessInfo.processInfo.environment["KONTOR_CRASH_ROUNDS"].flatMap { Int($0) } ?? 4

    /// After some kills (`KONTOR_CRASH_ROUNDS`, 4 unless it says so) every acknowledged entry is there once,
    /// and every one whose answer was lost is settled by its key, without anybody's help.
    @Test func killsInMidLoadLoseAndDoubleNothing() async throws {
        try await SuiteProcesses.with { suite in
            let up = try await suite.up("--no-import")
            try #require(up.status == 0, up.failure)
            let book = try await Books(suite).book()
            var replicas = [
                try LedgerReplica(of: suite, "east", portOffset: 15),
                try LedgerReplica(of: suite, "west", portOffset: 17),
            ]
            let authority = suite.folder + "/data/certificates/authority.pem"
            try await Dialer.with(tls: .files(certificate: nil, key: nil, authority: authority)) { dialer in
                let load = CrashLoad(
                    book: book, dialer: dialer, token: try await CrashLoad.token(of: suite, dialer),
                    ports: replicas.map(\.port))
                for round in 0..<Self.rounds {
                    async let running: Void = load.run(round: round)
                    // However the round ends, its writers do.
                    defer { load.stop() }
                    try await load.waitForAnswers(40)
                    if round % 2 == 0 {
                        let victim = round / 2 % 2
                        try await replicas[victim].kill()
                        try await load.waitForFailures(1)
                        try replicas[victim].start()
                    } else {
                        // The replicas try again for as long as callers wait, so that these may notice nothing.
                        try await Self.killADatabaseProcess(of: suite)
                        try await load.waitForAnswers(load.answers + 40)
                    }
                    load.stop()
                    await running
                    try await load.settle()
                }
                try await load.requireExactBooks(Books(suite))
            }
            for replica in replicas { try await replica.kill() }
            let balance = try await Books(suite).trialBalance()
            #expect(balance.totalDebits == balance.totalCredits)
            let verified = try await suite.kontor("verify", "--book", "main")
            #expect(verified.status == 0, verified.failure)
        }
    }

    /// One of the server's own processes: PostgreSQL ends all sessions then, and recovers from its log.
    private static func killADatabaseProcess(of suite: SuiteProcesses) async throws {
        let file = suite.folder + "/data/state.json"
        let state = try String(contentsOf: URL(filePath: file), encoding: .utf8)
        let folder = try #require(state.firstMatch(of: /"directory":"([^"]+)"/)?.output.1, "\(state)")
        let postmaster = try String(contentsOf: URL(filePath: "\(folder)/data/postmaster.pid"), encoding: .utf8)
        let parent = try #require(Int32(postmaster.prefix { $0 != "\n" }))
        let children = try String(
            contentsOf: URL(filePath: "/proc/\(parent)/task/\(parent)/children"), encoding: .utf8)
        let writer = try #require(children.split(separator: " ").compactMap { Int32($0) }.first)
        #expect(kill(writer, SIGKILL) == 0)
    }
}

/// Writers that post to both replicas and remember what they were told.
final class CrashLoad: Sendable {
    private static let writers = 8

    private struct Notes {
        var isStopped = false
        var acknowledged: [String: PostEntry.Response] = [:]
        /// Keys of the current round whose outcome nobody was told.
        var unknown: [String: PostEntry] = [:]
        var answersOfRound = 0
        var failuresOfRound = 0
    }

    private let book: BookID
    private let remotes: [Remote<LedgerAPI>]
    private let notes = Mutex(Notes())

    init(book: BookID, dialer: Dialer, token: String, ports: [Int]) {
        self.book = book
        remotes = ports.compactMap { port in
            let channel = try? dialer.channel(to: "https://localhost:\(port)") { _ in token }
            return channel.map { Remote(over: $0, attempts: 1, timeout: .seconds(10)) }
        }
    }

    /// Of the service account that imports, which may post.
    static func token(of suite: SuiteProcesses, _ dialer: Dialer) async throws -> String {
        struct Credentials: Decodable {
            let serviceAccount: ServiceAccountID
            let secret: Secret
        }
        let file = try Data(contentsOf: URL(filePath: suite.folder + "/data/secrets/importer.json"))
        let credentials = try JSONDecoder().decode(Credentials.self, from: file)
        let identity = Remote<IdentityAPI>(
            over: try dialer.channel(to: "https://localhost:\(suite.portBase + 1)"))
        return try await identity.call(
            IssueClientToken(serviceAccount: credentials.serviceAccount, secret: credentials.secret)
        ).accessToken.text
    }

    func run(round: Int) async {
        notes.withLock { notes in
            notes.isStopped = false
            notes.answersOfRound = 0
            notes.failuresOfRound = 0
        }
        await withDiscardingTaskGroup { group in
            for writer in 0..<Self.writers {
                group.addTask { await self.write(round, writer) }
            }
        }
    }

    private func write(_ round: Int, _ writer: Int) async {
        let remote = remotes[writer % remotes.count]
        for index in 0... {
            if notes.withLock({ $0.isStopped }) { return }
            guard let entry = try? entry("\(round)-\(writer)-\(index)", Int64(index % 90 + 1)) else { return }
            let key = entry.idempotencyKey.text
            do {
                let answer = try await remote.call(entry)
                notes.withLock { notes in
                    notes.acknowledged[key] = answer
                    notes.answersOfRound += 1
                }
            } catch {
                notes.withLock { notes in
                    notes.unknown[key] = entry
                    notes.failuresOfRound += 1
                }
                // Who cannot reach the service waits a moment, as any caller would.
                try? await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    private func entry(_ key: String, _ pence: Int64) throws -> PostEntry {
        let gbp = try CurrencyCode(validating: "GBP")
        let amount = Money(minorUnits: pence, currency: gbp)
        let lines = [
            EntryLine(account: try AccountCode(validating: "1100"), side: .debit, amount: amount),
            EntryLine(account: try AccountCode(validating: "4100"), side: .credit, amount: amount),
        ]
        return PostEntry(
            book: book, idempotencyKey: try IdempotencyKey(validating: key),
            postedOn: try CalendarDate(validating: "2026-05-05"), lines: try List(validating: lines))
    }

    var answers: Int { notes.withLock { $0.answersOfRound } }

    func stop() { notes.withLock { $0.isStopped = true } }

    func waitForAnswers(_ count: Int) async throws {
        try await waitUntil { self.notes.withLock { $0.answersOfRound >= count } }
    }

    func waitForFailures(_ count: Int) async throws {
        try await waitUntil { self.notes.withLock { $0.failuresOfRound >= count } }
    }

    /// Repeats every key of unknown outcome until somebody answers.
    func settle() async throws {
        for (key, entry) in notes.withLock({ $0.unknown }) {
            var answer: PostEntry.Response?
            try await waitUntil {
                for remote in self.remotes where answer == nil { answer = try? await remote.call(entry) }
                return answer != nil
            }
            notes.withLock { notes in
                notes.acknowledged[key] = answer
                notes.unknown[key] = nil
            }
        }
    }

    func requireExactBooks(_ books: Books) async throws {
        let acknowledged = notes.withLock { $0.acknowledged }
        let numbers = acknowledged.values.map(\.number.rawValue).sorted()
        #expect(numbers == Array(1...Int64(numbers.count)), "numbers have gaps or stand for two keys")
        var found: [EntryID: Int64] = [:]
        var cursor: PageCursor?
        repeat {
            let page = try await remotes[0].call(
                ListEntries(book: book, limit: PageLimit(unchecked: 500), cursor: cursor))
            for entry in page.items { found[entry.id] = entry.number.rawValue }
            cursor = page.next
        } while cursor != nil
        #expect(found.count == acknowledged.count)
        for (key, answer) in acknowledged {
            #expect(found[answer.entry] == answer.number.rawValue, "entry \(answer.number.rawValue) of key \(key)")
        }
    }
}
