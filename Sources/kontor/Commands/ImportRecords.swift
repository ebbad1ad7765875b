// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ArgumentParser
import Contracts
import JSONRPC

extension Import {
    struct Clients: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Imports clients (accounts, companies) from a CSV of another system.",
            discussion: Records.discussion("clients accounts.csv --preset salesforce"))

        @OptionGroup var records: Records

        func run() async throws { try await records.run(.clients) }
    }

    struct Contacts: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Imports contacts from a CSV of another system, whose clients are there already.",
            discussion: Records.discussion("contacts contacts.csv --preset salesforce"))

        @OptionGroup var records: Records

        func run() async throws { try await records.run(.contacts) }
    }

    struct Leads: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Imports leads from a CSV of another system.",
            discussion: Records.discussion("leads leads.csv --preset hubspot"))

        @OptionGroup var records: Records

        func run() async throws { try await records.run(.leads) }
    }

    struct Opportunities: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Imports opportunities (deals) from a CSV of another system, whose clients are there already.",
            discussion: Records.discussion("opportunities deals.csv --preset zoho"))

        @OptionGroup var records: Records

        func run() async throws { try await records.run(.opportunities) }
    }
}

/// What importing records has in common.
struct Records: ParsableArguments {
    static func discussion(_ example: String) -> String {
        """
        Rows find what is there by the other system's id; empty cells leave a field as it is. What is refused goes to \
        FILE.rejects.csv with the reason: mend it there and import that file. When it breaks off, begin again with \
        --resume and the import's id: nothing is imported twice.

        EXAMPLE
          kontor import \(example) --dry-run
          kontor import \(example) --map tier=Rating --set lifecycle=customer
        """
    }

    @Argument(help: "The file; '-' reads standard input.")
    var file: String

    @Option(help: "salesforce, hubspot, zoho or plain: how columns are named.")
    var preset = ImportPreset.plain.rawValue

    @Option(help: "Name of the system whose ids the rows hold; the preset's when it is left out.")
    var system: String?

    @Option(
        help: ArgumentHelp(
            "A field (field:NAME for a custom one) from another column; may be repeated.", valueName: "field=column"))
    var map: [String] = []

    @Option(help: ArgumentHelp("A value for rows whose field is empty; may be repeated.", valueName: "field=value"))
    var set: [String] = []

    @Option(help: "auto, comma, semicolon or tab.")
    var delimiter = Delimiter.auto.rawValue

    @Option(help: "auto, utf-8, utf-16, windows-1252 or latin-1.")
    var encoding = TextEncoding.auto.rawValue

    @Flag(help: "Judge the rows, and write nothing.")
    var dryRun = false

    @Option(help: ArgumentHelp("Go on with an import that broke off.", valueName: "import"))
    var resume: String?

    @Option(help: ArgumentHelp("Where to put what is refused.", valueName: "file"))
    var rejects: String?

    @OptionGroup var connection: ConnectionOptions

    func run(_ kind: ImportKind) async throws {
        let console = Console.standard
        guard let delimiter = Delimiter(rawValue: delimiter) else {
            throw Failure("--delimiter is none that is known.")
        }
        guard let encoding = TextEncoding(rawValue: encoding) else {
            throw Failure("--encoding is none that is known.")
        }
        let reader = try RecordReader(FileSource(path: file), encoding: encoding, delimiter: delimiter)
        let rejectFile = try RecordRejects(
            path: rejects ?? (file == "-" ? "stdin" : file) + ".rejects.csv", columns: reader.columns,
            delimiter: reader.delimiter)
        let credentials = try connection.credentialsFile()
        let meaning = RecordMeaning(preset: preset, system: system, map: map, set: set, isDryRun: dryRun)
        let start = try meaning.start(kind, reader.columns)
        let clock = ContinuousClock()
        let began = clock.now
        let totals = try await connection.withCallers(credentials: credentials, patience: .long) { callers in
            let clients = try callers.clients
            let run = try await begin(start, clients, console)
            return try await RecordUpload(clients: clients, console: console).run(run, reader, rejects: rejectFile)
        }
        totals.lines.forEach { console.result($0) }
        console.note("It took \(Console.seconds(clock.now - began)).")
        if dryRun { console.note("Nothing was written: this was a dry run.") }
        if rejectFile.count > 0 { console.note("What was refused, and why: \(rejectFile.path)") }
    }

    private func begin(
        _ start: StartImport, _ clients: Remote<ClientsAPI>, _ console: Console
    ) async throws -> ImportRun {
        if let resume {
            guard let id = try? ImportRunID(validating: resume) else { throw Failure("--resume is an import's id.") }
            return try await clients.call(GetImport(run: id)).run
        }
        let run = try await clients.call(start).run
        if !run.ignoredColumns.isEmpty {
            let names = run.ignoredColumns.map(\.text).joined(separator: ", ")
            console.note("Columns that are not used: \(names)")
        }
        console.note("Should it break off, go on with --resume \(run.id)")
        return run
    }
}

extension RecordUpload.Totals {
    /// For the terminal.
    var lines: [String] {
        var table = Table(.left(""), .right("rows"))
        func add(_ title: String, _ count: Int) { table.add(title, Digits.grouped(count)) }
        add("created", Int(progress.created.rawValue))
        add("updated", Int(progress.updated.rawValue))
        add("as they were", Int(progress.unchanged.rawValue))
        add("refused", Int(progress.refused.rawValue) + unreadable)
        table.addRule()
        add("read", Int(progress.position.rawValue) + unreadable)
        return table.lines
    }
}
