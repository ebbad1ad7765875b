// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ClientsService
import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListImportRejectsTests {
    @Test func rejectsOfAllCallsAreListedInTheOrderOfRows() async throws {
        try await withClients { clients in
            let clients = clients.importing
            let run = try await clients.startImport(.of(.clients, "externalId", "name"))
            let first = try await clients.send(run, [["1", "One"], ["2"], ["3"]])
            let second = try await clients.send(run, [["4"], ["5", "Five"]], at: 3)
            let filter = ImportRejectFilter(run: run.id)
            let page = try await clients.call(ListImportRejects(filter: filter, limit: PageLimit(unchecked: 2)))
            let rest = try await clients.call(
                ListImportRejects(filter: filter, limit: PageLimit(unchecked: 2), cursor: page.next))
            #expect(page.items == first.rejects && rest.items == second.rejects && rest.next == nil)
            #expect((page.items + rest.items).map(\.row.rawValue) == [1, 2, 3])
        }
    }

    @Test func othersDoNotSeeThem() async throws {
        try await withClients { clients in
            let run = try await clients.importing.startImport(.of(.clients, "externalId", "name"))
            let list = ListImportRejects(filter: ImportRejectFilter(run: run.id))
            for other in [clients.importing, clients.importing.inOtherOrganisation] {
                await #expect(throws: ImportRunNotFound()) { _ = try await other.call(list) }
            }
            await #expect(
                performing: { _ = try await clients.as(.user(with: [.readClients])).call(list) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
