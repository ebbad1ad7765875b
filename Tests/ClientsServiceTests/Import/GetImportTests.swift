// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ClientsService
import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

@Suite struct GetImportTests {
    @Test func progressIsThatOfTheLastCall() async throws {
        try await withClients { clients in
            let clients = clients.importing
            let run = try await clients.startImport(.of(.clients, "externalId", "name"))
            let sent = try await clients.send(run, [["1", "One"], ["2"]])
            let found = try await clients.call(GetImport(run: run.id)).run
            #expect(found.progress == sent.progress && found.progress.position.rawValue == 2)
        }
    }

    @Test func othersDoNotSeeIt() async throws {
        try await withClients { clients in
            let run = try await clients.importing.startImport(.of(.clients, "externalId", "name"))
            for other in [clients.importing, clients.importing.inOtherOrganisation] {
                await #expect(throws: ImportRunNotFound()) { _ = try await other.call(GetImport(run: run.id)) }
            }
            await #expect(
                performing: { _ = try await clients.as(.user(with: [.readClients])).call(GetImport(run: run.id)) },
                throws: isRemoteError(.permissionDenied))
        }
    }

    @Test func oldImportsAreForgotten() async throws {
        try await withClients { clients in
            let importer = clients.importing
            let old = try await importer.startImport(.of(.clients, "externalId", "name"))
            try await importer.send(old, [["1"]])
            let new = try await importer.startImport(.of(.clients, "externalId", "name"))
            try await clients.database.withPool { pool in
                _ = try await pool.execute(
                    """
                    update clients.import_run set updated_at = now() - interval '36 days' where run_id = \(old.id)
                    """)
            }
            try await ImportRunStore.purge(clients.context.database)
            await #expect(throws: ImportRunNotFound()) { _ = try await importer.call(GetImport(run: old.id)) }
            #expect(try await importer.call(GetImport(run: new.id)).run == new)
        }
    }
}
