// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import Postgres
import ServiceKit

/// Who reports to whom.
enum ReportingStore {
    static func reporting(of user: UserID, in write: ClientWrite) async throws -> Reporting? {
        try await write.transaction.optionalRow(
            """
            select fact.record from clients.reporting
            join clients.fact on fact.organisation_id = reporting.organisation_id and fact.kind = 'reporting'
                and fact.record_id = reporting.user_id and fact.version = reporting.version
            where reporting.organisation_id = \(write.organisation) and reporting.user_id = \(user)
            """, as: ReportingRecord.self)?.reporting
    }

    /// Puts the record in the place of the one before, if any, without publishing it.
    static func put(_ reporting: Reporting, in write: ClientWrite) async throws {
        let lines = reporting.lines
        _ = try await write.transaction.batch([
            """
            insert into clients.reporting (organisation_id, user_id, version)
            values (\(write.organisation), \(reporting.user), \(reporting.version))
            on conflict on constraint reporting_once_a_user do update set version = excluded.version
            """,
            """
            delete from clients.reporting_line
            where organisation_id = \(write.organisation) and user_id = \(reporting.user)
            """,
            """
            insert into clients.reporting_line (organisation_id, user_id, manager_id, starts_on, ends_on)
            select \(write.organisation)::uuid, \(reporting.user)::uuid, manager_id, starts_on, ends_on
            from unnest(\(lines.map(\.manager)), \(lines.map(\.from)), \(lines.map(\.to)))
                as given (manager_id, starts_on, ends_on)
            """,
        ])
    }

    /// Throws `ReportingCycle` when on some day the user reports to himself over however many others. There was no
    /// cycle before, so that one goes over him, and the walk upwards from him ends.
    static func requireNoCycle(over user: UserID, in write: ClientWrite) async throws {
        let first = try await write.transaction.row(
            """
            with recursive superior as (
                select manager_id, days from clients.reporting_line
                where organisation_id = \(write.organisation) and user_id = \(user)
                union
                select line.manager_id, line.days * superior.days
                from superior
                join clients.reporting_line as line
                    on line.organisation_id = \(write.organisation) and line.user_id = superior.manager_id
                        and line.days && superior.days
                where superior.manager_id <> \(user)
            )
            select min(lower(days)) from superior where manager_id = \(user)
            """, as: FirstDay.self)
        if let day = first.day { throw ReportingCycle(on: day) }
    }

    /// Where a page of lines ends.
    struct Place: Codable, Sendable {
        let user: UserID
        let from: CalendarDate
    }

    /// Only what is asked for stands in the statement, so that each combination is planned by itself.
    static func statement(
        _ filter: ReportingLineFilter, of organisation: OrganisationID, after place: Place?, limit: Int64
    ) -> SQL {
        var condition: SQL = "line.organisation_id = \(organisation)"
        if let user = filter.user { condition += " and line.user_id = \(user)" }
        if let manager = filter.manager { condition += " and line.manager_id = \(manager)" }
        if let day = filter.asOf {
            condition += " and line.starts_on <= \(day) and (line.ends_on is null or line.ends_on >= \(day))"
        }
        if let place { condition += " and (line.user_id, line.starts_on) > (\(place.user), \(place.from))" }
        return """
            select line.user_id, line.manager_id, line.starts_on, line.ends_on, reporting.version
            from clients.reporting_line as line
            join clients.reporting
                on reporting.organisation_id = line.organisation_id and reporting.user_id = line.user_id
            where \(condition)
            order by line.user_id, line.starts_on limit \(limit)
            """
    }
}

extension ReportingLineItem: RowDecodable {
    package init(row: inout Row) throws {
        self.init(
            user: try row.next(),
            line: ReportingLine(manager: try row.next(), from: try row.next(), to: try row.next()),
            version: try row.next())
    }
}

private struct ReportingRecord: RowDecodable {
    let reporting: Reporting

    init(row: inout Row) throws {
        reporting = try StoredRecord.decode(Reporting.self, row.next())
    }
}

private struct FirstDay: RowDecodable {
    let day: CalendarDate?

    init(row: inout Row) throws {
        day = try row.next()
    }
}
