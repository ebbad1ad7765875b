// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ArgumentParser
import Contracts
import JSONRPC

/// Writes what Kontor holds for other programs: books, unless something else is named.
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes a book as a journal for hledger or as CSV, or clients and what is theirs.",
        discussion: """
            EXAMPLE
              kontor export > main.journal && hledger -f main.journal balance --cost
              kontor export records clients --output clients.csv
            """,
        subcommands: [Book.self, RecordFile.self], defaultSubcommand: Book.self)

    /// Writes all pages; answers how many entries they have.
    static func write(
        _ export: ExportBook, _ ledger: Remote<LedgerAPI>, to sink: ([UInt8]) throws -> Void
    ) async throws -> Int {
        var cursor: PageCursor?
        var count = 0
        repeat {
            let page = try await ledger.call(
                ExportBook(book: export.book, format: export.format, from: export.from, to: export.to, cursor: cursor))
            try sink(Array(page.text.text.utf8))
            count += Int(page.entries.rawValue)
            cursor = page.next
        } while cursor != nil
        return count
    }

    static func format(_ text: String) throws -> JournalFormat {
        guard let format = JournalFormat(rawValue: text) else {
            throw Failure("--format is one of " + JournalFormat.allCases.map(\.rawValue).joined(separator: ", ") + ".")
        }
        return format
    }

    fileprivate static func day(_ text: String?, _ option: String) throws -> CalendarDate? {
        guard let text else { return nil }
        guard let day = CalendarDate(text) else { throw Failure("\(option) is a day, such as 2010-12-31.") }
        return day
    }
}

extension Export {
    /// Writes a book.
    struct Book: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes a book as a journal for hledger, or as CSV.",
            discussion: """
                A journal can be checked by hledger itself: its balances are those of the ledger at every day, and \
                with --cost those in the book's own currency.

                EXAMPLE
                  kontor export > main.journal && hledger -f main.journal balance --cost
                  kontor export --format csv --from 2010-12-01 --to 2010-12-31 --output december.csv
                """)

        @Option(help: "Code of the book.")
        var book = FirstSteps.bookCode

        @Option(help: "hledger or csv.")
        var format = "hledger"

        @Option(help: ArgumentHelp("First day.", valueName: "yyyy-mm-dd"))
        var from: String?

        @Option(help: ArgumentHelp("Last day.", valueName: "yyyy-mm-dd"))
        var to: String?

        @Option(help: ArgumentHelp("Where to write to; standard output when it is left out.", valueName: "file"))
        var output: String?

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            let format = try Export.format(self.format)
            let first = try Export.day(from, "--from")
            let last = try Export.day(to, "--to")
            let descriptor: Int32 = if let output { try FileAccess.create(output) } else { 1 }
            let credentials = try connection.credentialsFile()
            let count = try await connection.withCallers(credentials: credentials, patience: .long) { callers in
                let found = try await Books.find(book, callers.ledger)
                return try await Export.write(
                    ExportBook(book: found.id, format: format, from: first, to: last), callers.ledger
                ) { try FileAccess.writeAll($0, to: descriptor, path: output ?? "standard output") }
            }
            if output != nil { FileAccess.close(descriptor) }
            Console.standard.note("\(Digits.grouped(count)) entries.")
        }
    }
}
