// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ClientsService
import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct StartImportTests {
    @Test func aRunSaysWhatItWillDoWithTheColumns() async throws {
        try await withClients { clients in
            let clients = clients.importing
            let start = try StartImport.of(
                .clients, "Account ID", "Account Name", "BillingCountry", "Rating", "", preset: .salesforce,
                mappings: [.column(.tier, "Rating"), .value(.lifecycle, "customer")])
            let run = try await clients.startImport(start)
            #expect(run.kind == .clients && run.preset == .salesforce && !run.isDryRun)
            #expect(run.columns.map(\.text) == ["Account ID", "Account Name", "BillingCountry", "Rating", ""])
            #expect(run.ignoredColumns.map(\.text) == [""])
            #expect(run.progress.counts == [0, 0, 0, 0] && !run.progress.isFinished)
            #expect(try await clients.call(start).run == run)
        }
    }

    @Test func mappingsThatMeanNothingAreRefused() async throws {
        try await withClients { clients in
            let clients = clients.importing
            let both = ImportMapping(
                field: .name, column: try Text(validating: "name"), value: try Text(validating: "Everybody"))
            let start = try StartImport.of(
                .clients, "externalId", "name",
                mappings: [
                    .column(.role, "name"), .column(.tier, "Rating"), both, ImportMapping(field: .segment),
                ])
            await #expect(
                performing: { _ = try await clients.call(start) },
                throws: refusesParams(
                    at: "$.mappings[0].field", "$.mappings[1].column", "$.mappings[2]", "$.mappings[3]"))
        }
    }

    @Test func aFileNeedsIDs() async throws {
        try await withClients { clients in
            let clients = clients.importing
            for start in [
                try StartImport.of(.clients, "name"), try .of(.contacts, "externalId", "name"),
                try .of(.clients, "name", mappings: [.value(.externalId, "1")]),
            ] {
                await #expect(
                    performing: { _ = try await clients.call(start) }, throws: refusesParams(at: "$.columns"))
            }
        }
    }

    @Test(arguments: [
        (ImportKind.clients, [Permission.importRecords, .writeContacts]), (.contacts, [.importRecords, .writeClients]),
        (.clients, [.writeClients, .writeContacts]),
    ])
    func whoImportsMayDoItCallByCallToo(kind: ImportKind, permissions: [Permission]) async throws {
        try await withClients { clients in
            let start = try StartImport.of(kind, "externalId", "name", "clientExternalId")
            await #expect(
                performing: { _ = try await clients.as(.user(with: permissions)).call(start) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
