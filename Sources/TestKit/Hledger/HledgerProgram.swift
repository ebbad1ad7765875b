// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
import Foundation

/// hledger itself, which says what a journal means.
package struct HledgerProgram {
    /// Balances by account and currency, in minor units; without those that are zero.
    package typealias Balances = [AccountCode: [CurrencyCode: Int64]]

    private let journal: String

    private static let path = "/usr/bin/hledger"
    package static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: path) }

    package struct Failed: Error {
        let arguments: [String]
        let what: String
    }

    /// Keeps the journal in a file for the time of `body`.
    package static func with<Answer>(
        _ journal: String, _ body: (HledgerProgram) async throws -> Answer
    ) async throws -> Answer {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).journal")
        try journal.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        return try await body(HledgerProgram(journal: file.path()))
    }

    /// Of a journal that the ledger has exported, at the end of a day or of all entries; at cost on demand.
    package func balances(asOf day: CalendarDate? = nil, atCost: Bool = false) throws -> Balances {
        var balances: Balances = [:]
        for (name, sums) in try balancesByName(asOf: day, atCost: atCost) {
            let last = name.split(separator: ":").last ?? ""
            balances[try AccountCode(validating: String(last.prefix { $0 != " " }))] = sums
        }
        return balances
    }

    package func balancesByName(
        asOf day: CalendarDate? = nil, atCost: Bool = false
    ) throws -> [String: [CurrencyCode: Int64]] {
        var arguments = ["balance", "--flat", "--no-total", "--layout", "bare", "--empty", "-O", "csv"]
        if atCost { arguments.append("--cost") }
        if let day { arguments += ["-e", day.adding(days: 1).text] }
        var balances: [String: [CurrencyCode: Int64]] = [:]
        for row in try run(arguments).split(separator: "\n").dropFirst() {
            let fields = row.dropFirst().dropLast().components(separatedBy: "\",\"")
            guard fields.count == 3 else { throw Failed(arguments: arguments, what: String(row)) }
            // Without a currency, a zero.
            guard !fields[1].isEmpty else { continue }
            let currency = try CurrencyCode(validating: fields[1])
            let amount = plain(fields[2], digits: currency.digits)
            let units = try Money(amount: amount, currency: currency).minorUnits
            let name = fields[0].replacingOccurrences(of: "\"\"", with: "\"")
            if units != 0 { balances[name, default: [:]][currency] = units }
        }
        return balances
    }

    /// Without marks between thousands and with a point before the decimals, whatever the journal's style.
    private func plain(_ amount: String, digits: Int) -> String {
        let marks = amount.indices.filter { amount[$0] == "." || amount[$0] == "," }
        let decimal = digits > 0 ? marks.last : nil
        return String(
            amount.indices.compactMap { index in
                guard marks.contains(index) else { return amount[index] }
                return index == decimal ? "." : nil
            })
    }

    package func run(_ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: HledgerProgram.path)
        process.arguments = ["-f", journal] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "C.UTF-8"]) { $1 }
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(arguments: arguments, what: text) }
        return text
    }
}
