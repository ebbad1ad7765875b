// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// Assignments as they are read, by client and then in the order in which they were made.
enum AssignmentListStore {
    /// Where a page ends.
    struct Place: Codable, Sendable {
        let client: ClientID
        let assignment: AssignmentID

        init(_ assignment: Assignment) {
            client = assignment.client
            self.assignment = assignment.id
        }

        private init() {
            client = ClientID(UUIDValue(high: 0, low: 0))
            assignment = AssignmentID(UUIDValue(high: 0, low: 0))
        }

        /// Before every assignment.
        static let start = Place()
    }

    static func statement(
        _ filter: AssignmentFilter, of sight: Sight, after place: Place?, limit: Int64
    ) -> SQL {
        let place = place ?? .start
        var condition: SQL = "assignment.organisation_id = \(sight.organisation)"
        if let client = filter.client { condition += " and assignment.client_id = \(client)" }
        if let user = filter.user { condition += " and assignment.user_id = \(user)" }
        if let role = filter.role { condition += " and assignment.role = \(role)" }
        if let day = filter.asOf { condition += " and assignment.days @> \(day)" }
        condition += sight.sees("assignment.client_id")
        return """
            select \(AssignmentColumns.present)
            from clients.assignment
            where \(condition)
                and (assignment.client_id, assignment.assignment_id) > (\(place.client), \(place.assignment))
            order by assignment.client_id, assignment.assignment_id limit \(limit)
            """
    }

    static func portfolio(
        of user: UserID, in sight: Sight, on day: CalendarDate, after place: Place?, limit: Int64
    ) -> SQL {
        let place = place ?? .start
        return """
            select \(AssignmentColumns.present), coalesce(past.name, client.name),
                coalesce(past.lifecycle, client.lifecycle),
                case when past.name is null then client.tier else past.tier end
            from clients.assignment
            join clients.client on client.organisation_id = assignment.organisation_id
                and client.client_id = assignment.client_id
            left join lateral (
                select version.name, version.lifecycle, version.tier from clients.client_version as version
                where version.organisation_id = assignment.organisation_id
                    and version.client_id = assignment.client_id
                    and version.updated_at < (\(day)::date + 1)::timestamp at time zone 'UTC'
                order by version.version desc limit 1
            ) as past on true
            where assignment.organisation_id = \(sight.organisation) and assignment.user_id = \(user)
                and assignment.days @> \(day)\(sight.sees("assignment.client_id"))
                and (assignment.client_id, assignment.assignment_id) > (\(place.client), \(place.assignment))
            order by assignment.client_id, assignment.assignment_id limit \(limit)
            """
    }
}
