// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

@Suite struct ListDuplicatesTests {
    @Test func eachPairIsListedOnceWhateverThePageSize() async throws {
        try await withClients { clients in
            var ids: [ClientID] = []
            for number in 0..<9 { ids.append(try await clients.create("\(number % 3) Widgets \(number % 3)").id) }
            try await clients.inOtherOrganisation.create("1 Widgets 1")
            for size in [1, 2, 4, 100] {
                let pairs = try await clients.duplicatePairs(limit: Int64(size))
                #expect(pairs.count == 9, "\(size)")
                #expect(Set(pairs.map { [$0.first, $0.second] }).count == 9)
                #expect(pairs.allSatisfy { $0.first < $0.second && $0.firstName == $0.secondName })
                #expect(pairs.map(\.first) == pairs.map(\.first).sorted())
            }
        }
    }

    @Test func pagesAndKeysAreReadByIndexes() async throws {
        try await withClients { clients in
            try await clients.fill(3000)
            try await clients.inOtherOrganisation.fill(3000)
            let names: [SQL] = [
                "analyze clients.client", "analyze clients.match_key", "analyze clients.client_key",
            ]
            try await clients.database.withPool { pool in
                try await pool.execute(
                    """
                    insert into clients.client_key (organisation_id, client_id, kind, key)
                    select organisation_id, client_id, 'domain', client_id::text || '.example' from clients.client
                    """)
                for name in names { try await pool.execute(name) }
            }
            let plan = try await clients.database.withPool(as: .clients, size: 1) { pool in
                try await pool.rows(
                    "explain \(MatchStore.pairs(after: nil, of: .first, limit: 101))", as: String.self
                ).joined(separator: "\n")
            }
            for index in ["match_key_once_a_client", "client_key_by_beginning", "client_id_is_unique"] {
                #expect(plan.contains(index), "\(plan)")
            }
            #expect(!plan.contains("Seq Scan"), "\(plan)")
        }
    }

    @Test func onlyReadersAsk() async throws {
        try await withClients { clients in
            let writer = clients.as(.user(with: [.readAllClients, .writeClients]))
            await #expect(
                performing: { try await writer.call(ListDuplicates()) }, throws: isRemoteError(.permissionDenied))
        }
    }
}
