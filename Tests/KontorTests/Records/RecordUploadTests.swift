// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CSV
import ClientsService
import Contracts
import JSONRPC
import TestKit
import Testing

@testable import kontor

@Suite struct RecordUploadTests {
    private static let quiet = Console(result: -1, progress: -1)

    /// Imports a text as a file; answers what became of it and the rejects as text.
    private func upload(
        _ text: String, _ kind: ImportKind = .clients, as options: RecordMeaning,
        to clients: ServiceUnderTest<ClientsServer>,
        resuming run: ImportRunID? = nil, in folder: String
    ) async throws -> (totals: RecordUpload.Totals, rejects: String) {
        let reader = try RecordReader(MemorySource(text), encoding: .auto, delimiter: .auto)
        let path = folder + "/rejects.csv"
        let rejects = try RecordRejects(path: path, columns: reader.columns, delimiter: reader.delimiter)
        let remote = clients.remote(ClientsAPI.self)
        let begun =
            if let run { try await remote.call(GetImport(run: run)).run } else {
                try await remote.call(options.start(kind, reader.columns)).run
            }
        let totals = try await RecordUpload(clients: remote, console: Self.quiet).run(begun, reader, rejects: rejects)
        return (totals, FileAccess.exists(path) ? try FileAccess.text(path) : "")
    }

    @Test func aFileIsImportedAndItsRejectsAreMended() async throws {
        try await withTemporaryDirectory { folder in
            try await withService(ClientsServer.self) { clients in
                let options = RecordMeaning(preset: "salesforce", set: ["segment=crm"])
                var text = "Account ID;Account Name;Billing Country;Owner\n"
                for index in 0..<2_500 {
                    text += "a\(index);\"Client; \(index)\";\(index == 7 ? "Atlantis" : "Germany");x\n"
                }
                text += "bad;\"x\"y\n"
                let first = try await upload(
                    text, as: options, to: clients, in: folder)
                #expect(first.totals.progress.isFinished && first.totals.unreadable == 1)
                #expect(first.totals.progress.created.rawValue == 2_499 && first.totals.progress.refused.rawValue == 1)
                #expect(
                    first.rejects == """
                        Account ID;Account Name;Billing Country;Owner;kontor_line;kontor_reason
                        "bad;""x""y";;;;2502;a closing quote is followed by more text
                        a7;"Client; 7";Atlantis;x;9;Billing Country must be a country's code of two letters, such as \
                        GB, or its name in English

                        """)
                let mended = first.rejects.replacing("Atlantis", with: "Austria").split(separator: "\n")
                    .filter { !$0.contains("bad") }.joined(separator: "\n")
                let second = try await upload(mended, as: options, to: clients, in: folder)
                #expect(second.totals.progress.created.rawValue == 1 && second.rejects.isEmpty)
                #expect(second.totals.lines.last?.hasSuffix(" 1") == true)
                let found = try await clients.call(ListClients(limit: .init(validating: 1), withCount: true))
                #expect(found.count?.rawValue == 2_500)
                #expect(found.items.first?.segment?.text == "crm")
            }
        }
    }

    @Test func anImportGoesOnWhereItBrokeOff() async throws {
        try await withTemporaryDirectory { folder in
            try await withService(ClientsServer.self) { clients in
                let options = RecordMeaning(system: "shop")
                var text = "externalId,name\n"
                for index in 0..<2_200 { text += index == 500 ? "c500,\n" : "c\(index),Client \(index)\n" }
                let remote = clients.remote(ClientsAPI.self)
                var reader = try RecordReader(MemorySource(text), encoding: .auto, delimiter: .auto)
                let run = try await remote.call(options.start(.clients, reader.columns)).run
                var rows: [ImportRow] = []
                while rows.count < 1000, case .row(let row)? = try reader.next() { rows.append(try row.sent()) }
                _ = try await remote.call(
                    ImportRows(
                        run: run.id, position: Count(0), rows: List(validating: rows),
                        fingerprint: Text(validating: reader.fingerprint)))
                await #expect(throws: Failure.self) {
                    _ = try await upload(
                        text.replacing("Client 7\n", with: "Client seven\n"), as: options, to: clients,
                        resuming: run.id,
                        in: folder)
                }
                let rest = try await upload(
                    text, as: options, to: clients, resuming: run.id, in: folder)
                #expect(rest.totals.progress.created.rawValue == 2_199 && rest.totals.progress.isFinished)
                #expect(rest.rejects.contains("c500,,502,name must be given for a new client"))
                let again = try await upload(
                    text, as: options, to: clients, resuming: run.id, in: folder)
                #expect(again.totals == rest.totals && again.rejects == rest.rejects)
                #expect(try await clients.call(ListClients(withCount: true)).count?.rawValue == 2_199)
            }
        }
    }

    /// The second part of each file is one row, which the service has read long before the first part.
    @Test func aPartThatComesBeforeItsTurnIsSentAgain() async throws {
        try await withTemporaryDirectory { folder in
            try await withService(ClientsServer.self) { clients in
                let filling = String(repeating: "x", count: 190)
                for file in 0..<5 {
                    var text = "externalId,name,segment\n"
                    for index in 0...1_000 { text += "f\(file)-\(index),\(filling) \(index),s\(index % 7)\n" }
                    let done = try await upload(text, as: RecordMeaning(system: "shop"), to: clients, in: folder)
                    #expect(done.totals.progress.isFinished && done.rejects.isEmpty)
                    #expect(done.totals.progress.created.rawValue == 1_001)
                }
                #expect(try await clients.call(ListClients(withCount: true)).count?.rawValue == 5 * 1_001)
            }
        }
    }

    @Test func anEmptyFileIsAFinishedImport() async throws {
        try await withTemporaryDirectory { folder in
            try await withService(ClientsServer.self) { clients in
                let done = try await upload(
                    "externalId,clientExternalId\n", .contacts, as: RecordMeaning(system: "shop"), to: clients,
                    in: folder)
                #expect(done.totals.progress.isFinished && done.totals.progress.position.rawValue == 0)
            }
        }
    }

    @Test func optionsThatSayNothingAreRefused() throws {
        for meaning in [
            RecordMeaning(map: ["name"]), RecordMeaning(set: ["colour=red"]), RecordMeaning(preset: "excel"),
        ] {
            #expect(throws: Failure.self) { try meaning.start(.clients, ["externalId"]) }
        }
    }
}
