// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Foundation
import LedgerService
import Postgres
import TestKit
import Testing

/// The views that analysts read, as roles that log in and are members of `kontor_analyst`.
@Suite(.serialized) struct AnalystViewTests {
    private static let views = [
        "accounts", "balances", "books", "chain_links", "dimension_values", "entries", "feed_records", "holds",
        "lines", "trial_balance_by_month",
    ]

    /// A role that sees the organisation, or all when nil. It stays as long as the tests' cluster: dropping it would
    /// get in the way of tests that make their databases meanwhile.
    private func withAnalyst<Answer>(
        _ name: String, of organisation: OrganisationID?, in database: TestDatabase,
        _ body: (PostgresPool) async throws -> Answer
    ) async throws -> Answer {
        let name = "\(name)_\(UInt32.random(in: 0...UInt32.max))"
        guard let role = PostgresIdentifier(name) else { preconditionFailure(name) }
        return try await database.withPool(size: 1) { admin in
            try await admin.execute("create role \(identifier: role) login in role kontor_analyst")
            try await admin.execute("insert into ledger.analyst values (\(name), \(organisation?.uuid))")
            var configuration = database.cluster.configuration(database: database.name.text, user: name)
            configuration.poolSize = 2
            let pool = try PostgresPool(configuration: configuration)
            let answer: Result<Answer, any Error>
            do { answer = .success(try await body(pool)) } catch { answer = .failure(error) }
            pool.close()
            return try answer.get()
        }
    }

    private func relations(_ kind: String, in pool: PostgresPool) async throws -> [String] {
        try await pool.rows(
            """
            select relname::text from pg_class
            where relnamespace = 'ledger'::regnamespace and relkind = \(kind)::"char" order by relname
            """, as: String.self)
    }

    private func count(_ view: String, in pool: PostgresPool) async throws -> Int {
        guard let view = PostgresIdentifier(view) else { preconditionFailure(view) }
        return try await pool.row("select count(*) from ledger.\(identifier: view)", as: Int.self)
    }

    @Test func analystReadsEveryViewAndNoTableAndWritesNothing() async throws {
        try await withDatabase(.migrated(LedgerServer.self)) { database in
            try await withAnalyst("kontor_test_reader", of: nil, in: database) { pool in
                for view in Self.views { #expect(try await count(view, in: pool) == 0) }
                let tables = try await relations("r", in: pool)
                #expect(tables.contains("line") && tables.contains("analyst"))
                for table in tables + ["readable_book"] {
                    await #expect(throws: PostgresError.self, "\(table)") { try await count(table, in: pool) }
                }
                for statement: SQL in [
                    "update ledger.books set name = 'x'", "delete from ledger.chain_links",
                    "insert into ledger.analyst values ('kontor_test_reader', null)",
                    "create table ledger.mine (n integer)", "create temporary table mine (n integer)",
                    "create function ledger.f() returns integer language sql as 'select 1'", "set role kontor_owner",
                    "select ledger.account_version(1, 1, 1)", "select * from identity.organisation",
                ] {
                    await #expect(throws: PostgresError.self, "\(statement.text)") { try await pool.execute(statement) }
                }
            }
        }
    }

    @Test func theServiceHasNoRightOnTheViewsAndCannotAdmitAnalysts() async throws {
        try await withDatabase(.migrated(LedgerServer.self)) { database in
            try await database.withPool(as: .ledger, size: 1) { service in
                for view in Self.views {
                    await #expect(throws: PostgresError.self, "\(view)") { try await count(view, in: service) }
                }
                await #expect(throws: PostgresError.self) {
                    try await service.execute("insert into ledger.analyst values ('x', null)")
                }
            }
        }
    }

    @Test func everyViewAndEveryColumnIsExplained() async throws {
        let page = try String(contentsOfFile: ProjectFiles.path("docs/integrate/sql.md"), encoding: .utf8)
        let sections = page.components(separatedBy: "\n## `").dropFirst()
        let explained = Dictionary(
            uniqueKeysWithValues: sections.map { section in
                let rows = section.split(separator: "\n").filter { $0.hasPrefix("| `") }
                let words = rows.flatMap { row in
                    row.split(separator: "|")[0].split(separator: "`").filter { !$0.contains(" ") && !$0.contains(",") }
                }
                return (String(section.prefix { $0 != "`" }), words.map(String.init))
            })
        try await withDatabase(.migrated(LedgerServer.self)) { database in
            try await database.withPool(size: 1) { admin in
                let granted = try await admin.rows(
                    """
                    select table_name::text, column_name::text from information_schema.column_privileges
                    where table_schema = 'ledger' and grantee = 'kontor_analyst'
                    """, as: (String, String).self)
                let columns = Dictionary(grouping: granted, by: \.0).mapValues { Set($0.map(\.1)) }
                #expect(columns.keys.sorted() == Self.views)
                for view in Self.views {
                    #expect(Set(explained[view] ?? []) == columns[view], "\(view)")
                    #expect(explained[view]?.count == columns[view]?.count, "\(view) explains a column twice")
                }
            }
        }
    }

    @Test func decimalsAreThoseOfTheContracts() async throws {
        let letters = (UInt8(ascii: "A")...UInt8(ascii: "Z")).map { String(UnicodeScalar($0)) }
        let codes = letters.flatMap { first in
            letters.flatMap { second in letters.map { first + second + $0 } }
        }
        let known = codes.compactMap { try? CurrencyCode(validating: $0) }
        #expect(known.count > 150)
        try await withDatabase(.migrated(LedgerServer.self)) { database in
            try await database.withPool(size: 1) { admin in
                let digits = try await admin.rows(
                    """
                    select ledger.currency_digits(code) from unnest(\(known.map(\.text))) with ordinality as t (code, n)
                    order by n
                    """, as: Int.self)
                #expect(digits == known.map(\.digits))
                let units = try await admin.row(
                    """
                    select array[ledger.units(-12345, 'EUR')::text, ledger.units(5, 'KWD')::text,
                        ledger.units(7, 'JPY')::text, ledger.units(9223372036854775807, 'GBP')::text]
                    """, as: [String].self)
                #expect(units == ["-123.45", "0.005", "7", "92233720368547758.07"])
            }
        }
    }
}
