// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ReportingService
import TestKit
import Testing

/// The statements that run often must not read whole tables, as the service runs them.
@Suite struct ReportPlanTests {
    private static let grown = ["client", "fact_line", "feed", "feed_cursor", "revenue", "turnover"]

    /// How often each grown table was read from end to end. Backends report when they are idle or end.
    private func sequentialScans(_ database: TestDatabase) async throws -> [String: Int64] {
        try await database.withPool(size: 1) { admin in
            let rows = try await admin.rows(
                """
                select relname::text, seq_scan from pg_stat_user_tables
                where schemaname = 'reporting' and relname = any(\(Self.grown))
                """, as: (String, Int64).self)
            return Dictionary(uniqueKeysWithValues: rows.map { ($0.0, $0.1) })
        }
    }

    private func awaitIdleness(_ database: TestDatabase) async throws {
        try await database.withPool(size: 1) { admin in
            try await eventually(within: .seconds(30)) {
                try await admin.row(
                    """
                    select count(*) from pg_stat_activity
                    where usename = 'kontor_reporting' and datname = current_database()
                    """, as: Int64.self) == 0
            }
        }
    }

    private func grow(_ database: TestDatabase, book: BookID) async throws {
        try await database.withPool(size: 1) { admin in
            let organisation = OrganisationID.first
            for statement in [
                """
                insert into reporting.feed select \(organisation), 'ledger', gen_random_uuid(), 1, 1
                from generate_series(1, 5000)
                """,
                """
                insert into reporting.feed values (\(organisation), 'clients', \(organisation), 5000, 1),
                    (\(organisation), 'ledger', \(book), 5000, 1)
                """,
                """
                insert into reporting.feed_cursor
                select organisation_id, source, scope_id, 1, head, now(), now() from reporting.feed
                """,
                "insert into reporting.book values (\(organisation), \(book), 1, 'main', 'Main', 'GBP')",
                """
                insert into reporting.account
                select \(organisation), \(book), 1, md5(n::text)::uuid, n::text, 'Account', 'income', 1
                from generate_series(1, 50) n
                """,
                """
                insert into reporting.client
                select \(organisation), 1, gen_random_uuid(), 'Client ' || n, 'GB', 1 from generate_series(1, 5000) n
                """,
                """
                insert into reporting.client
                select \(OrganisationID.second), 1, gen_random_uuid(), 'Other ' || n, 'GB', 1
                from generate_series(1, 50000) n
                """,
                """
                insert into reporting.revenue
                select \(organisation), \(book), 1, client_id, 'm', date '2020-01-01' + month * interval '1 month', 7
                from reporting.client, generate_series(0, 11) month where organisation_id = \(organisation)
                """,
                """
                insert into reporting.turnover
                select \(organisation), \(book), 1, md5(n::text)::uuid, 'd', date '2020-01-01' + day, 7, 7
                from generate_series(1, 50) n, generate_series(0, 2000) day
                """,
            ] as [SQL] { try await admin.execute(statement) }
            try await admin.execute("analyze")
            // Otherwise what this session read is counted when it ends.
            _ = try await admin.row("select pg_stat_force_next_flush() is null", as: Bool.self)
        }
    }

    @Test func reportsReadByIndex() async throws {
        let book = BookID.new(at: Clocks.start)
        try await withDatabase(.reportingBench) { database in
            try await grow(database, book: book)
            let before = try await sequentialScans(database)
            try await withService(ReportingServer.self, over: database) { reporting in
                let limit = PageLimit(unchecked: 20)
                for period in RevenuePeriod.allCases {
                    let call = GetRevenueByClient(
                        book: book, from: "2020-03-01", to: "2020-04-10", by: period, limit: limit)
                    let page = try await reporting.call(call)
                    #expect(page.items.count == 20 && page.next != nil)
                    let next = GetRevenueByClient(
                        book: book, from: "2020-03-01", to: "2020-04-10", by: period, limit: limit, cursor: page.next)
                    #expect(try await reporting.call(next).items.count == 20)
                }
                let trial = GetReportedTrialBalance(book: book, from: "2020-03-01", asOf: "2020-03-03")
                #expect(try await reporting.call(trial).rows.count == 50)
                #expect(try await reporting.call(GetFreshness(limit: limit)).items.count == 20)
            }
            try await awaitIdleness(database)
            let after = try await sequentialScans(database)
            let scanned = after.filter { before[$0.key] != $0.value }
            #expect(scanned.isEmpty)
        }
    }
}
