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
    static let views = [
        "accounts", "balances", "books", "budget_lines", "chain_links", "dimension_values", "entries", "feed_records",
        "holds", "lines", "periods", "rates", "trial_balance_by_month",
    ]

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
            try await withAnalyst(of: nil, in: database) { pool in
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

    @Test func analystIsBoundToTheOrganisationsThatTheOperatorNames() async throws {
        try await withBooksOfTwoOrganisations { ledger, id, analyst in
            let database = ledger.database
            for view in Self.views {
                guard let name = PostgresIdentifier(view) else { preconditionFailure(view) }
                let books: SQL = "select distinct book_id::text from ledger.\(identifier: name)"
                #expect(try await analyst.rows(books, as: String.self) == ["\(id)"], "\(view)")
                try await withAnalyst(of: .second, in: database) { other in
                    let seen = try await other.rows(books, as: String.self)
                    #expect(seen.count == 1 && seen != ["\(id)"], "\(view)")
                }
                try await withAnalyst(of: nil, in: database) { all in
                    let seen = try await all.rows(books, as: String.self)
                    #expect(seen.count == 2, "\(view)")
                }
            }
            try await withAnalyst(of: .second, in: database) { other in
                // Whoever may be another role shows no more: what counts is who logged in.
                for statement: SQL in [
                    "set role kontor_owner", "set session authorization kontor_owner",
                    "update ledger.analyst set organisation_id = null", "select * from ledger.readable_book",
                ] {
                    await #expect(throws: PostgresError.self, "\(statement.text)") {
                        try await other.execute(statement)
                    }
                }
                try await database.withPool(size: 1) { admin in
                    _ = try await admin.execute("delete from ledger.analyst where organisation_id is not null")
                }
                #expect(try await other.row("select count(*) from ledger.lines", as: Int.self) == 0)
            }
        }
    }

    @Test func theStatementsOfThePageRun() async throws {
        let page = try String(contentsOfFile: ProjectFiles.path("docs/integrate/sql.md"), encoding: .utf8)
        let examples = page.components(separatedBy: "\n```sql\n").dropFirst().map {
            $0.components(separatedBy: "\n```")[0]
        }
        #expect(examples.count >= 5)
        try await withBooksOfTwoOrganisations { ledger, _, _ in
            let name = "kontor_test_ada_\(UInt32.random(in: 0...UInt32.max))"
            for (place, example) in examples.enumerated() {
                let statements = example.replacing("ada", with: name).replacing(
                    "0199f0a3-6c5e-7a53-b1a2-2f3a4b5c6d7e", with: "\(OrganisationID.first)")
                let output = try ledger.database.psql(statements, as: place == 0 ? nil : name)
                #expect(place == 0 || output.split(separator: "\n").count >= 1, "\(example)\n\(output)")
            }
        }
    }
}
