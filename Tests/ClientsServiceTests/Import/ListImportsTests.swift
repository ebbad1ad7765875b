// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ClientsService
import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListImportsTests {
    @Test func everybodyListsHisOwnPageByPage() async throws {
        try await withClients { clients in
            let mine = clients.importing
            var runs: [ImportRun] = []
            for _ in 0..<3 { runs.append(try await mine.startImport(.of(.clients, "externalId", "name"))) }
            _ = try await clients.importing.startImport(.of(.clients, "externalId", "name"))
            let first = try await mine.call(ListImports(limit: PageLimit(unchecked: 2)))
            let second = try await mine.call(ListImports(limit: PageLimit(unchecked: 2), cursor: first.next))
            #expect(first.items + second.items == runs)
            #expect(second.next == nil)
            #expect(try await mine.inOtherOrganisation.call(ListImports()).items.isEmpty)
        }
    }

    @Test func onlyWhoImportsLists() async throws {
        try await withClients { clients in
            let reader = clients.as(.user(with: [.readClients]))
            await #expect(
                performing: { _ = try await reader.call(ListImports()) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
