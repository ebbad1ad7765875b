// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ArgumentParser
import Contracts
import JSONRPC

extension Export {
    /// Writes clients, contacts, leads, opportunities or contracts for other programs.
    struct RecordFile: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "records",
            abstract: "Writes clients, contacts, leads, opportunities or contracts as CSV or as lines of JSON.",
            discussion: """
                Every record that you see, as it was when the export began. A CSV of any but contracts can be \
                imported again: kontor import clients FILE.

                EXAMPLE
                  kontor export records clients --output clients.csv
                  kontor export records contracts --format json_lines | jq .reference
                """)

        @Argument(help: "clients, contacts, contracts, leads or opportunities.")
        var kind: String

        @Option(help: "csv or json_lines.")
        var format = ExportFormat.csv.rawValue

        @Option(help: "The system whose ids stand in the columns for external ids.")
        var system: String?

        @Option(help: ArgumentHelp("Where to write to; standard output when it is left out.", valueName: "file"))
        var output: String?

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            guard let kind = ExportKind(rawValue: kind) else {
                throw Failure("Exported are " + ExportKind.allCases.map(\.rawValue).joined(separator: ", ") + ".")
            }
            guard let format = ExportFormat(rawValue: format) else { throw Failure("--format is csv or json_lines.") }
            let system = try self.system.map { text in
                guard let system = try? ExternalSystem(validating: text) else {
                    throw Failure("--system is a name in small letters.")
                }
                return system
            }
            let descriptor: Int32 = if let output { try FileAccess.create(output) } else { 1 }
            let credentials = try connection.credentialsFile()
            let count = try await connection.withCallers(credentials: credentials, patience: .long) { callers in
                try await Self.write(
                    ExportRows(kind: kind, format: format, system: system), try callers.clients
                ) { try FileAccess.writeAll($0, to: descriptor, path: output ?? "standard output") }
            }
            if output != nil { FileAccess.close(descriptor) }
            Console.standard.note("\(Digits.grouped(count)) records.")
        }

        /// Writes all pages; answers how many records they have.
        static func write(
            _ export: ExportRows, _ clients: Remote<ClientsAPI>, to sink: ([UInt8]) throws -> Void
        ) async throws -> Int {
            var cursor: PageCursor?
            var count = 0
            repeat {
                let page = try await clients.call(
                    ExportRows(kind: export.kind, format: export.format, system: export.system, cursor: cursor))
                try sink(Array(page.text.text.utf8))
                count += Int(page.records.rawValue)
                cursor = page.next
            } while cursor != nil
            return count
        }
    }
}
