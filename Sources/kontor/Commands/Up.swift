// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ArgumentParser

struct DataDirectoryOption: ParsableArguments {
    @Option(name: .customLong("data-dir"), help: "Folder with everything of this suite.")
    var path = DataDirectory.defaultPath
}

/// Starts everything.
struct Up: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Starts the four services and their database, imports invoices, prints the report.",
        discussion: """
            The first run makes a private PostgreSQL cluster, a development certificate authority, an organisation \
            with an administrator (its password is printed once), a book, and imports the sample that ships with \
            kontor. Later runs continue with what is there. Ctrl-C, SIGTERM or 'kontor down' stop everything and \
            leave the data.

            KONTOR_DATABASE_URL names a PostgreSQL server to use instead of a private cluster, by an address that may \
            create roles and a database: postgresql://admin:secret@db.example:5432/postgres?sslmode=verify-full

            EXAMPLE
              kontor up --detach --import invoices.csv
            """)

    @Flag(help: "Return once everything is ready, and leave it running.")
    var detach = false

    @OptionGroup var data: DataDirectoryOption

    @Option(help: "Services listen on this number plus 1 to 4, their management on plus 11 to 14.")
    var portBase: Int = SuiteState.defaultPortBase

    @Option(name: .customLong("import"), help: "Invoice lines to import instead of the sample (CSV).")
    var importFile: String?

    @Flag(help: "Import nothing.")
    var noImport = false

    @Flag(help: .hidden)
    var supervise = false

    func validate() throws {
        if noImport, importFile != nil {
            throw ValidationError("--import and --no-import exclude each other.")
        }
    }

    func run() async throws {
        let console = Console.standard
        if let importFile, importFile != "-", !FileAccess.exists(importFile) {
            throw Failure("There is no file \(importFile).")
        }
        let directory = try DataDirectory.create(data.path)
        let choice = noImport ? .nothing : importFile.map(ImportChoice.file) ?? .sample
        let firstSteps = FirstSteps(directory: directory, portBase: portBase, choice: choice, console: console)
        if detach {
            try await Detached(directory: directory, portBase: portBase, console: console).start()
            do {
                return try await firstSteps.run()
            } catch {
                // If the suite has ended by itself, this is why the steps failed.
                let said = LogTail.last(lines: 6, ofFile: directory.supervisorLog)
                try await Shutdown(directory: directory, console: console).run()
                console.note("The suite had said:\n\(said)")
                throw error
            }
        }
        let suite = Suite(directory: directory, portBase: portBase, console: console)
        let signal = try await suite.run {
            // A supervisor's work is done by who started it, at whose terminal it is seen.
            if !supervise { try await firstSteps.run() }
        }
        console.note("Stopped after \(signal). The data stays in \(directory.path).")
    }
}
