// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Facts and sums of a book. Only the transaction that holds the book's cursor writes them.
enum FactStore {
    static func add(_ fold: EntryFold, to projection: FeedProjection, in tx: Transaction) async throws {
        _ = try await tx.batch([
            lines(fold.lines, projection), turnover(fold.turnover, projection), revenue(fold.revenue, projection),
        ])
    }

    private static func lines(_ lines: [EntryFold.Line], _ projection: FeedProjection) -> SQL {
        """
        insert into reporting.fact_line (
            organisation_id, book_id, generation, entry_number, line_number, posted_on, account_id, client_id,
            functional_minor_units, document_reference)
        select \(projection.scope.organisation), \(projection.scope.id), \(projection.generation), line.*
        from unnest(
            \(lines.map(\.entry)), \(lines.map(\.number)), \(lines.map(\.postedOn)), \(lines.map(\.account)),
            \(lines.map(\.client)), \(lines.map(\.minorUnits)), \(lines.map(\.documentReference))
        ) as line
        """
    }

    private static func turnover(
        _ turnover: [EntryFold.TurnoverCell: EntryFold.Sides], _ projection: FeedProjection
    ) -> SQL {
        let cells = Array(turnover)
        return """
            insert into reporting.turnover (
                organisation_id, book_id, generation, account_id, span, starts_on, debits, credits)
            select \(projection.scope.organisation), \(projection.scope.id), \(projection.generation), account_id,
                span::"char", starts_on, debits, credits
            from unnest(
                \(cells.map(\.key.account)), \(cells.map(\.key.span.letter)), \(cells.map(\.key.span.startsOn)),
                \(cells.map(\.value.debits)), \(cells.map(\.value.credits))
            ) as cell (account_id, span, starts_on, debits, credits)
            on conflict (organisation_id, book_id, generation, span, starts_on, account_id) do update
            set debits = turnover.debits + excluded.debits, credits = turnover.credits + excluded.credits
            """
    }

    private static func revenue(_ revenue: [EntryFold.RevenueCell: Int128], _ projection: FeedProjection) -> SQL {
        let cells = Array(revenue)
        return """
            insert into reporting.revenue (
                organisation_id, book_id, generation, client_id, span, starts_on, amount)
            select \(projection.scope.organisation), \(projection.scope.id), \(projection.generation), client_id,
                span::"char", starts_on, amount
            from unnest(
                \(cells.map(\.key.client)), \(cells.map(\.key.span.letter)), \(cells.map(\.key.span.startsOn)),
                \(cells.map(\.value))
            ) as cell (client_id, span, starts_on, amount)
            on conflict (organisation_id, book_id, generation, client_id, span, starts_on) do update
            set amount = revenue.amount + excluded.amount
            """
    }

    /// Deletes at most `limit` rows of each table.
    static func forget(_ projection: FeedProjection, limit: Int, in tx: Transaction) async throws -> Int {
        let mine: SQL = """
            organisation_id = \(projection.scope.organisation) and book_id = \(projection.scope.id)
                and generation = \(projection.generation)
            """
        let lines: SQL = """
            delete from reporting.fact_line where ctid = any(array(
                select ctid from reporting.fact_line where \(mine) limit \(limit)))
            """
        let turnover: SQL = """
            delete from reporting.turnover where ctid = any(array(
                select ctid from reporting.turnover where \(mine) limit \(limit)))
            """
        let revenue: SQL = """
            delete from reporting.revenue where ctid = any(array(
                select ctid from reporting.revenue where \(mine) limit \(limit)))
            """
        let counts = try await tx.pipeline(.execute(lines), .execute(turnover), .execute(revenue))
        return counts.0 + counts.1 + counts.2
    }
}
