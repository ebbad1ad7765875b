// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ArgumentParser
import Contracts

/// Prints what managers read.
struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints reports.",
        subcommands: [TrialBalance.self])

    /// Which book, and which days.
    struct Scope: ParsableArguments {
        @Option(help: "Code of the book.")
        var book = FirstSteps.bookCode

        @Option(help: ArgumentHelp("First day.", valueName: "yyyy-mm-dd"))
        var from: String?

        @Option(help: ArgumentHelp("Last day.", valueName: "yyyy-mm-dd"))
        var to: String?

        var first: CalendarDate? { get throws { try Self.day(from, "--from") } }
        var last: CalendarDate? { get throws { try Self.day(to, "--to") } }

        private static func day(_ text: String?, _ option: String) throws -> CalendarDate? {
            guard let text else { return nil }
            guard let day = CalendarDate(text) else { throw Failure("\(option) is a day, such as 2010-12-31.") }
            return day
        }
    }

    struct TrialBalance: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "trial-balance",
            abstract: "Debits, credits and balance of every account.",
            discussion: """
                EXAMPLE
                  kontor report trial-balance --to 2010-12-31
                """)

        @OptionGroup var scope: Scope
        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            let console = Console.standard
            let first = try scope.first
            let last = try scope.last
            let lines = try await connection.withCallers(credentials: connection.credentialsFile()) { callers in
                let book = try await Books.find(scope.book, callers.ledger)
                return try await TrialBalanceReport(book: book, from: first, to: last).lines(callers.ledger)
            }
            lines.forEach { console.result($0) }
        }
    }
}
