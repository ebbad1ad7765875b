// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ArgumentParser
import Contracts

/// Prints what managers read.
struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints reports.",
        subcommands: [Revenue.self, TrialBalance.self])

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

    enum Grouping: String, ExpressibleByArgument, CaseIterable {
        case client
        case month
    }

    struct Revenue: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Revenue net of cancellations, by month or by client.",
            discussion: """
                EXAMPLE
                  kontor report revenue --from 2010-12-01 --to 2010-12-31 --by client
                """)

        @Option(help: "A line for each of these.")
        var by = Grouping.month

        @OptionGroup var scope: Scope
        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            let grouping = by
            try await Report.show(scope, connection) { callers, book, from, to in
                let report = RevenueReport(book: book, from: from, to: to)
                return switch grouping {
                case .month: try await report.byMonth(callers.reporting)
                case .client: try await report.byClient(callers.reporting)
                }
            }
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
            try await Report.show(scope, connection) { callers, book, from, to in
                try await TrialBalanceReport(book: book, from: from, to: to).lines(callers.reporting)
            }
        }
    }

    private static func show(
        _ scope: Scope, _ connection: ConnectionOptions,
        _ lines: (Callers, Book, CalendarDate?, CalendarDate?) async throws -> [String]
    ) async throws {
        let first = try scope.first
        let last = try scope.last
        let file = try connection.credentialsFile()
        let found = try await connection.withCallers(credentials: file) { callers in
            try await lines(callers, Books.find(scope.book, callers.ledger), first, last)
        }
        found.forEach { Console.standard.result($0) }
    }
}
