// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ArgumentParser
import Contracts
import JSONRPC

/// Imports what other systems hold.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Imports records from files.",
        subcommands: [Clients.self, Contacts.self, Journal.self, Leads.self, OnlineRetail.self, Opportunities.self])

    struct OnlineRetail: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "online-retail",
            abstract: "Books a retailer's invoice lines (CSV).",
            discussion: """
                Columns: InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID, Country.

                Makes a client for each customer number and an entry for each invoice: receivables against sales \
                revenue, the other way round where the sum is negative. Invoices that sum to zero are counted and \
                not booked. What cannot be booked goes to FILE.rejects.csv with line number and reason. Importing \
                a file again books nothing twice.

                EXAMPLE
                  kontor import online-retail invoices.csv
                  xz -dc 2010-12.csv.xz | kontor import online-retail -
                """)

        @Argument(help: "The file; '-' reads standard input.")
        var file: String

        @Option(help: "Code of the book.")
        var book = FirstSteps.bookCode

        @Option(help: "Code of the receivables account.")
        var receivables = ImportTarget.standardReceivables

        @Option(help: "Code of the sales revenue account.")
        var revenue = ImportTarget.standardRevenue

        @Option(help: ArgumentHelp("Where to put what cannot be booked.", valueName: "file"))
        var rejects: String?

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            let console = Console.standard
            let source = try FileSource(path: file)
            let rejectFile = try RejectFile(path: rejects ?? (file == "-" ? "stdin" : file) + ".rejects.csv")
            // The service account that 'up' has made, unless somebody else is named.
            let credentials = try connection.credentialsFile {
                FileAccess.exists($0.importerFile) ? $0.importerFile : $0.sessionFile
            }
            let report = try await connection.withCallers(credentials: credentials, patience: .long) { callers in
                let found = try await Books.find(book, callers.ledger)
                let target = try ImportTarget(
                    book: found.id, currency: found.functionalCurrency, receivables: accountCode(receivables),
                    revenue: accountCode(revenue))
                return try await OnlineRetailImport(
                    clients: callers.clients, ledger: callers.ledger, target: target, console: console
                ).run(source, rejects: rejectFile)
            }
            report.totals.table.lines.forEach { console.result($0) }
            console.note("It names \(Digits.grouped(report.clients)) clients.")
            if report.totals.rejected.lines > 0 {
                console.note("What was rejected, and why: \(rejectFile.path)")
            }
        }

        private func accountCode(_ text: String) throws -> AccountCode {
            do {
                return try AccountCode(validating: text)
            } catch {
                throw Failure("The account code \(text) \(error).")
            }
        }
    }
}
