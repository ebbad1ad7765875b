// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ArgumentParser
import Contracts

extension Import {
    struct Journal: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Posts the transactions of a journal for hledger, or of a CSV that 'kontor export' wrote.",
            discussion: """
                Accounts are found by --map, by the tag 'code' of their directive, or by the code at the front of \
                their name's last part; with --create-accounts others are made. What cannot be posted goes to \
                FILE.rejects.csv with line number and reason. Importing a file again posts nothing twice.

                EXAMPLE
                  kontor import journal household.journal --create-accounts --conversion-account 3900
                  kontor import journal main.csv --format csv --source old-books
                """)

        @Argument(help: "The file; '-' reads standard input.")
        var file: String

        @Option(help: "Code of the book.")
        var book = FirstSteps.bookCode

        @Option(help: "hledger or csv.")
        var format = "hledger"

        @Option(help: "Where the journal comes from; the same for each import of it.")
        var source = "journal"

        @Option(help: ArgumentHelp("An account of another name; may be repeated.", valueName: "name=code"))
        var map: [String] = []

        @Option(help: ArgumentHelp("A currency of another symbol; may be repeated.", valueName: "symbol=currency"))
        var commodity: [String] = []

        @Option(help: ArgumentHelp("Takes both sides of what is exchanged between currencies.", valueName: "code"))
        var conversionAccount: String?

        @Flag(help: "Make accounts that the book does not have.")
        var createAccounts = false

        @Flag(help: "Make rates of the prices, where the book has none of the day.")
        var setRates = false

        @Option(help: ArgumentHelp("Where to put what cannot be posted.", valueName: "file"))
        var rejects: String?

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            let console = Console.standard
            let input = try FileSource(path: file)
            let rejectFile = try RejectFile(path: rejects ?? (file == "-" ? "stdin" : file) + ".rejects.csv")
            let credentials = try connection.credentialsFile()
            let totals = try await connection.withCallers(credentials: credentials, patience: .long) { callers in
                let found = try await Books.find(book, callers.ledger)
                return try await JournalUpload(
                    ledger: callers.ledger, template: try template(found.id), console: console
                ).run(input, rejects: rejectFile)
            }
            totals.lines.forEach { console.result($0) }
            guard totals.addUp else {
                throw Failure("The parts do not add up to what was read; this is a defect of kontor.")
            }
            if totals.accountsCreated > 0 { console.note("\(totals.accountsCreated) accounts were made.") }
            if setRates { console.note("\(totals.ratesAdded) rates were added.") }
            if totals.ignoredLines > 0 { console.note("\(totals.ignoredLines) lines of rules were not used.") }
            if totals.rejected > 0 { console.note("What was rejected, and why: \(rejectFile.path)") }
        }

        private func template(_ book: BookID) throws -> ImportJournal {
            do {
                return ImportJournal(
                    book: book, format: try Export.format(format), source: try Text(validating: source),
                    text: try LongText(validating: ""),
                    accounts: try List(
                        validating: map.map {
                            let (name, code) = try Self.pair($0, "--map")
                            return AccountMapping(
                                name: try Text(validating: name), account: try AccountCode(validating: code))
                        }),
                    commodities: try List(
                        validating: commodity.map {
                            let (symbol, currency) = try Self.pair($0, "--commodity")
                            return CommodityMapping(
                                symbol: try Text(validating: symbol), currency: try CurrencyCode(validating: currency))
                        }), conversionAccount: try conversionAccount.map { try AccountCode(validating: $0) },
                    createAccounts: createAccounts, setRates: setRates)
            } catch let violation as ContractViolation {
                throw Failure("An option \(violation).")
            }
        }

        /// Cut at the last equals sign: names may have others.
        private static func pair(_ text: String, _ option: String) throws -> (String, String) {
            guard let sign = text.lastIndex(of: "="), sign > text.startIndex else {
                throw Failure("\(option) is a name, an equals sign and what it stands for.")
            }
            return (String(text[..<sign]), String(text[text.index(after: sign)...]))
        }
    }
}
