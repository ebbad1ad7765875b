// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit

@testable import ClientsService

extension ClientsUnderTest {
    /// Who answers for personal data, and sees no client.
    var officer: ClientsUnderTest { self.as(.user(with: [.managePrivacy])) }

    @discardableResult
    func erase(
        _ subject: Subject, dryRun: Bool? = nil, key: IdempotencyKey? = nil
    ) async throws -> [SubjectTally] {
        try await officer.call(
            EraseSubject(idempotencyKey: key ?? .fresh(), subject: subject, dryRun: dryRun)
        ).tables
    }

    /// How many rows of each table have one of the texts in one of their columns, whatever these are.
    func traces(of texts: [String]) async throws -> [String: Int] {
        try await database.withPool(size: 1) { pool in
            var traces: [String: Int] = [:]
            for (table, column, type) in try await pool.rows(
                textColumns, as: (String, String, String).self)
            {
                guard let name = PostgresIdentifier(column), let table = PostgresIdentifier(table) else { continue }
                let found: SQL =
                    type == "bytea"
                    ? """
                    exists (
                        select from unnest(\(texts.map { Array($0.utf8) })) as given (mark)
                        where position(given.mark in \(identifier: name)) > 0)
                    """
                    : """
                    exists (
                        select from unnest(\(texts)) as given (mark)
                        where position(lower(given.mark) in lower(\(identifier: name)::text)) > 0)
                    """
                let count = try await pool.row(
                    "select count(*) from clients.\(identifier: table) where \(found)", as: Int.self)
                if count > 0 { traces[table.text] = max(traces[table.text] ?? 0, count) }
            }
            return traces
        }
    }

    /// Table, name and type of all that can hold a text.
    var textColumns: SQL {
        """
        select relation.relname::text, attribute.attname::text, format_type(attribute.atttypid, null)
        from pg_attribute as attribute
        join pg_class as relation on relation.oid = attribute.attrelid
        where relation.relnamespace = 'clients'::regnamespace and relation.relkind in ('r', 'p')
            and attribute.attnum > 0 and not attribute.attisdropped
            and format_type(attribute.atttypid, null) not in (
                'uuid', 'uuid[]', 'bigint', 'integer', 'smallint', 'boolean', 'date', 'daterange',
                'timestamp with time zone', 'numeric', 'bigint[]', 'integer[]')
        order by 1, 2
        """
    }
}

extension MarkedWorld {
    /// What the person is found by, however it is written.
    static let marks = ["Zenobia", "zenobia", "Quill", "quill", "7946 0199", "+442079460199"]
}
