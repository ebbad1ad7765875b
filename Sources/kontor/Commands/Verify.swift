// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ArgumentParser
import Contracts

/// Checks a book against its own lines.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Derives a book anew from its lines and names what differs.",
        discussion: """
            Ends with 0 when everything fits, and with 1 when anything differs. The last line of the chain that it \
            prints, POSITION:HASH, proves later that nothing before it was touched: keep it elsewhere, and give it \
            with --after.

            EXAMPLE
              kontor verify
              kontor verify --book main --journal-only --after 1250:9f86d081884c7d65...
            """)

    @Option(help: "Code of the book.")
    var book = FirstSteps.bookCode

    @Option(help: ArgumentHelp("Begin behind this link, which must have its hash still.", valueName: "position:hash"))
    var after: String?

    @Flag(help: "Check the journal and its chain, and not the sums.")
    var journalOnly = false

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let console = Console.standard
        let link = try after.map { try Self.link($0) }
        let file = try connection.credentialsFile()
        let report = try await connection.withCallers(credentials: file, patience: .long) { callers in
            let found = try await Books.find(book, callers.ledger)
            return try await BookVerification(book: found.id, ledger: callers.ledger, console: console)
                .run(scope: journalOnly ? .journal : .full, after: link)
        }
        report.text.forEach { console.result($0) }
        if report.total > 0 { throw ExitCode(1) }
    }

    static func link(_ text: String) throws -> ChainLink {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let number = Int64(parts[0]),
            let position = try? FeedPosition(validating: number),
            let hash = try? ChainHash(validating: String(parts[1]))
        else { throw Failure("--after is a position and a hash, as 'kontor verify' prints them.") }
        return ChainLink(position: position, hash: hash)
    }
}
