// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

/// Pages of clients by words: what is found among the first one by one, and what the words' index finds.
@Suite struct ClientWordsTests {
    private static let names = [
        "Nordwind Handel", "Nord Papier", "Müller Papier", "Müllerei Nord", "東京商事", "สยามฟู้ดส์", "Nova 1",
    ]

    @Test func pagesAreTheSameWhereverTheyAreFound() async throws {
        try await withClients { clients in
            for index in 0..<60 { _ = try await clients.create("\(Self.names[index % Self.names.count]) \(index)") }
            let all = try await clients.list().items
            let expected: [(text: String, matches: @Sendable (String) -> Bool)] = [
                ("nord", { $0.contains("Nord") }),
                ("muller", { $0.contains("Müller") }),
                ("müller papier", { $0.contains("Müller Papier") }),
                ("papier nord", { $0.contains("Nord Papier") }),
                ("京商", { $0.contains("東京商事") }),
                ("nova 1", { $0.contains("Nova 1") }),
                ("papier 16", { $0.hasSuffix("Papier 16") }),
                ("nobody", { _ in false }),
                ("!", { _ in false }),
            ]
            try await clients.database.withPool(as: .clients, size: 1) { pool in
                for (text, matches) in expected {
                    let wanted = all.filter { matches($0.label) }.map(\.id)
                    let tests = try await ClientTests.asked(
                        ClientFilter(text: Text(validating: text)), in: .first, from: pool)
                    // From where all pages are found by the index to where none is.
                    for near in [1, 7, 30, 60, 1000] {
                        var found: [ClientID] = []
                        while true {
                            let page = try await pool.rows(
                                ClientListStore.statement(tests, of: .first, after: found.last, limit: 4, near: near),
                                as: ClientRecord.self)
                            found += page.map(\.client.id)
                            if page.count < 4 { break }
                        }
                        #expect(found == wanted, "\(text), \(near)")
                    }
                }
            }
        }
    }
}
