// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Foundation
import LedgerService
import TestKit
import Testing

/// hledger itself, which says what a journal means.
struct HledgerProgram {
    /// An account's balance in a currency, as hledger computes it, in minor units.
    typealias Balances = [AccountCode: [CurrencyCode: Int64]]

    private let journal: URL

    static let path = "/usr/bin/hledger"
    static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: path) }

    /// Keeps the journal in a file for the time of `body`.
    static func with<Answer>(_ journal: String, _ body: (HledgerProgram) throws -> Answer) throws -> Answer {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).journal")
        try journal.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        return try body(HledgerProgram(journal: file))
    }

    /// Balances at the end of a day, of all entries when it is nil; at cost in the functional currency.
    func balances(asOf day: CalendarDate? = nil, atCost: Bool = false) throws -> Balances {
        var arguments = ["balance", "--flat", "--no-total", "--layout", "bare", "--empty", "-O", "csv"]
        if atCost { arguments.append("--cost") }
        if let day { arguments += ["-e", day.adding(days: 1).text] }
        var balances: Balances = [:]
        for row in try run(arguments).split(separator: "\n").dropFirst() {
            let fields = try HledgerProgram.fields(row)
            let last = fields[0].split(separator: ":").last ?? ""
            let account = try AccountCode(validating: String(last.prefix { $0 != " " }))
            guard !fields[1].isEmpty else { continue }
            let currency = try CurrencyCode(validating: fields[1])
            let money = try Money(amount: fields[2], currency: currency)
            if money.minorUnits != 0 { balances[account, default: [:]][currency] = money.minorUnits }
        }
        return balances
    }

    func run(_ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: HledgerProgram.path)
        process.arguments = ["-f", journal.path()] + arguments
        var environment = ProcessInfo.processInfo.environment
        environment["LC_ALL"] = "C.UTF-8"
        process.environment = environment
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "hledger \(arguments.joined(separator: " ")) has failed")
        return text
    }

    /// Every field is in quotes.
    private static func fields(_ row: Substring) throws -> [String] {
        let fields = row.dropFirst().dropLast().components(separatedBy: "\",\"")
        return try #require(fields.count == 3 ? fields : nil, "\(row)").map {
            $0.replacingOccurrences(of: "\"\"", with: "\"")
        }
    }
}

extension ServiceUnderTest where S == LedgerServer {
    /// All pages of an export.
    func export(
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

    /// The ledger's own balances, in the currencies of lines or in the functional currency.
    func balances(
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
