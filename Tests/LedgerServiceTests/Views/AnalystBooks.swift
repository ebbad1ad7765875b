// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import LedgerService
import Postgres
import TestKit
import Testing

/// The rows of a view and of the API, each a list of texts, in any order.
func expectRows(
    _ view: String, _ columns: String..., equals expected: [[String?]], in pool: PostgresPool,
    sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    var sql: SQL = "select array["
    for (place, column) in columns.enumerated() {
        guard let name = PostgresIdentifier(column), !column.isEmpty else { preconditionFailure(column) }
        if place > 0 { sql += ", " }
        if column.hasSuffix("_at") {
            sql += """
                coalesce(to_char(\(identifier: name) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '')
                """
        } else {
            sql += "coalesce(\(identifier: name)::text, '')"
        }
    }
    guard let name = PostgresIdentifier(view) else { preconditionFailure(view) }
    let found = try await pool.rows(sql + "] from ledger.\(identifier: name)", as: [String].self)
    let asked = expected.map { $0.map { $0 ?? "" } }
    #expect(!asked.isEmpty, "\(view) has nothing to compare", sourceLocation: sourceLocation)
    #expect(
        found.map { $0.joined(separator: " | ") }.sorted() == asked.map { $0.joined(separator: " | ") }.sorted(),
        "\(view)", sourceLocation: sourceLocation)
}

func withBooksOfTwoOrganisations(
    _ body: (_ ledger: TestLedger, _ book: BookID, _ analyst: PostgresPool) async throws -> Void
) async throws {
    try await withDatabase(.migrated(LedgerServer.self)) { database in
        try await withService(LedgerServer.self, over: database, as: .user(.accountant)) { ledger in
            let book = try await ledger.openBusyBook()
            let others = try await ledger.inOtherOrganisation.openBusyBook("other")
            try await ledger.addVariety(to: book)
            try await ledger.inOtherOrganisation.addVariety(to: others)
            try await withAnalyst(of: .first, in: database) { try await body(ledger, book, $0) }
        }
    }
}

extension ServiceUnderTest where S == LedgerServer {
    /// Years of which one is closed, locks, rates with a correction, a budget, dimensions, metadata and a reference.
    func addVariety(to book: BookID) async throws {
        _ = try await call(DeclareDimension(book: book, idempotencyKey: "centres", dimension: .costCentre))
        _ = try await post(.of(EntryLine.sale(4_200), in: book, key: "2025", on: "2025-11-30"))
        _ = try await call(
            PostEntry(
                book: book, idempotencyKey: "rent", postedOn: "2026-01-31", description: Text(validating: "Rent"),
                module: .payables,
                external: ExternalReference(source: Text(validating: "shop"), reference: Text(validating: "R-1")),
                metadata: List(validating: [
                    MetadataItem(name: Text(validating: "batch"), value: Text(validating: "7"))
                ]),
                lines: List(validating: [
                    EntryLine(
                        account: "5300", side: .debit, amount: .gbp(900), costCentre: "north",
                        memo: Text(validating: "January")),
                    EntryLine(account: "2400", side: .credit, amount: .gbp(900)),
                ])))
        _ = try await call(
            SetRates.of([.of(.eur, "0.85", on: "2026-01-01", until: "2026-03-01", source: "ECB")], in: book))
        _ = try await call(SetRates.of([.of(.eur, "0.855", on: "2026-01-01")], in: book, key: "correction"))
        _ = try await call(CreateFiscalYear.months("2025", from: "2025-01-01", in: book))
        _ = try await call(CreateFiscalYear.months("2026", in: book))
        _ = try await call(
            CloseYear(book: book, idempotencyKey: "close", year: "2025", retainedEarnings: .retainedEarnings))
        _ = try await call(
            LockPeriod(book: book, idempotencyKey: "lock", period: "2026-01", level: .soft))
        _ = try await call(CreateBudget.of(in: book))
        _ = try await call(
            SetBudgetLines.of(
                [.of("5300", 90_000), .of("5000", 500_000, to: "2026-12"), .of("5300", 100, costCentre: "north")],
                in: book))
        _ = try await call(ActivateBudget.of("v1", .warn, in: book))
    }
}
