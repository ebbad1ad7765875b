// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// What a user hands over, and how much others have.
enum PortfolioStore {
    struct Found: RowDecodable {
        let assignment: Assignment
        let lifecycle: Lifecycle

        init(row: inout Row) throws {
            assignment = try Assignment(row: &row)
            lifecycle = try row.next()
        }
    }

    /// Of the matching assignments those that count on the day or later, by client.
    static func statement(
        _ filter: PortfolioFilter, of user: UserID, in sight: Sight, from day: CalendarDate, limit: Int
    ) -> SQL {
        var condition: SQL = """
            assignment.organisation_id = \(sight.organisation) and assignment.user_id = \(user)
            and (assignment.ends_on is null or assignment.ends_on >= \(day))
            \(sight.sees("assignment.client_id"))
            """
        if let role = filter.role { condition += " and assignment.role = \(role)" }
        if let isPrimary = filter.isPrimary { condition += " and assignment.is_primary = \(isPrimary)" }
        if let lifecycle = filter.lifecycle { condition += " and client.lifecycle = \(lifecycle)" }
        if let country = filter.country { condition += " and client.country = \(country)" }
        if let tier = filter.tier { condition += " and client.tier = \(tier)" }
        if let segment = filter.segment { condition += " and client.segment = \(segment)" }
        if let clients = filter.clients {
            condition += " and assignment.client_id = any(\(Array(clients)))"
        }
        return """
            select \(AssignmentColumns.present), client.lifecycle
            from clients.assignment
            join clients.client on client.organisation_id = assignment.organisation_id
                and client.client_id = assignment.client_id
            where \(condition)
            order by assignment.client_id, assignment.assignment_id limit \(limit)
            """
    }

    /// How many clients each has on a day; who has none is absent.
    static func loads(
        of users: [UserID], on day: CalendarDate, in write: ClientWrite
    ) async throws -> [UserID: Int] {
        let counts = try await write.transaction.rows(
            """
            select user_id, count(distinct client_id) from clients.assignment
            where organisation_id = \(write.organisation) and user_id = any(\(users)) and days @> \(day)
            group by user_id
            """, as: (UserID, Int).self)
        return Dictionary(uniqueKeysWithValues: counts)
    }
}
