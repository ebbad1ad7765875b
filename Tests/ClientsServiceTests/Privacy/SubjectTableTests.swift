// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import TestKit
import Testing

@testable import ClientsService

@Suite struct SubjectTableTests {
    /// A new table, or a new column that can hold a text, must say what erasing a person does to it.
    @Test func theCatalogueHasEveryTableAndEveryColumnOfText() async throws {
        try await withClients { clients in
            let (tables, columns) = try await clients.database.withPool(size: 1) { pool in
                (
                    try await pool.rows(
                        """
                        select relname::text from pg_class
                        where relnamespace = 'clients'::regnamespace and relkind in ('r', 'p')
                        """, as: String.self),
                    try await pool.rows(clients.textColumns, as: (String, String, String).self)
                )
            }
            #expect(Set(tables) == Set(SubjectTable.allCases.map(\.rawValue)))
            let found = Dictionary(grouping: columns, by: \.0).mapValues { Set($0.map(\.1)) }
            for table in SubjectTable.allCases {
                #expect(found[table.rawValue] ?? [] == Set(table.columns.keys), "\(table.rawValue)")
            }
        }
    }
}
