// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit

/// Which clients a caller sees today (in UTC): those that he, somebody below him in the reporting lines, or a group of
/// one of them is assigned to or was granted. It stands in each statement that reads or changes what belongs to a
/// client, in the place of the organisation alone, so that a hidden record answers as one that does not exist.
///
///     where concern.organisation_id = \(sight.organisation) and concern.concern_id = \(id)
///         \(sight.sees("concern.client_id"))
struct Sight: Sendable {
    /// Clients up to which a viewer's own are named rather than asked for one by one.
    static let narrowLimit = 5000

    private enum Extent {
        /// Every client of the organisation.
        case whole
        /// Asked for each client.
        case viewer(UUIDValue, on: CalendarDate)
        /// At most `narrowLimit` clients, looked up once for the statement.
        case narrow(UUIDValue, on: CalendarDate)
    }

    let organisation: OrganisationID
    private let extent: Extent

    init(of caller: Caller, at now: Instant) {
        organisation = caller.organisation
        let day = CalendarDate(of: now)
        extent =
            switch caller.subject {
            case _ where caller.permissions.contains(.readAllClients): .whole
            case .user(let id): .viewer(id.uuid, on: day)
            case .serviceAccount(let id): .viewer(id.uuid, on: day)
            case .service: .whole
            case .anonymous: .viewer(UUIDValue(high: 0, low: 0), on: day)
            }
    }

    private init(_ extent: Extent, of organisation: OrganisationID) {
        self.organisation = organisation
        self.extent = extent
    }

    /// For what is no caller's: a record that was found already, or what a service reads.
    static func whole(_ organisation: OrganisationID) -> Sight { Sight(.whole, of: organisation) }

    /// The condition of a statement over records of clients, beginning with `and`; empty for who sees all of them.
    /// `client` is the column with the client's id.
    func sees(_ client: SQL) -> SQL {
        switch extent {
        case .whole: ""
        case .viewer(let viewer, let day):
            Sight.and(client, of: "\(organisation)", by: "\(viewer)", on: "\(day)")
        case .narrow: limited.map { " and \(client) = any(array(\($0.clients)))" } ?? ""
        }
    }

    private static func and(_ client: SQL, of organisation: SQL, by viewer: SQL, on day: SQL) -> SQL {
        " and \(isSeen(client, of: organisation, by: viewer, on: day))"
    }

    /// Whether the viewer sees the client; each is an expression of the statement.
    static func isSeen(_ client: SQL, of organisation: SQL, by viewer: SQL, on day: SQL) -> SQL {
        """
        exists (
            select from clients.sight as seen
            where seen.organisation_id = \(organisation) and seen.client_id = \(client)
                and seen.starts_on <= \(day) and (seen.ends_on is null or seen.ends_on >= \(day))
                and (seen.principal_id = \(viewer) or exists (
                    select from clients.oversight as shared
                    where shared.organisation_id = \(organisation) and shared.viewer_id = \(viewer)
                        and shared.principal_id = seen.principal_id
                        and shared.starts_on <= \(day) and (shared.ends_on is null or shared.ends_on >= \(day)))))
        """
    }

    /// The condition, beginning with `and`, over records that are about no client and have one user to answer for them:
    /// he sees them, and everybody above him in the reporting lines. `user` is the column with his id.
    func oversees(_ user: SQL) -> SQL {
        guard let limited else { return "" }
        let (viewer, day) = (limited.viewer, limited.day)
        return """
             and (\(user) = \(viewer) or exists (
                select from clients.oversight as shared
                where shared.organisation_id = \(organisation) and shared.viewer_id = \(viewer)
                    and shared.principal_id = \(user)
                    and shared.starts_on <= \(day) and (shared.ends_on is null or shared.ends_on >= \(day))))
            """
    }

    /// `sees` for statements that go through many records to find a page of them: a viewer of few clients gets
    /// their ids into the statement, so that it goes by these rather than past everybody else's records. It is a
    /// choice of plan alone; what is seen is decided by the statement itself.
    func measured(in database: some PostgresExecutor) async throws -> Sight {
        guard case .viewer(let viewer, let day) = extent, let limited else { return self }
        let width = try await database.row(
            "select count(*) from (\(limited.clients) limit \(Sight.narrowLimit + 1)) as seen", as: Int.self)
        return width > Sight.narrowLimit ? self : Sight(.narrow(viewer, on: day), of: organisation)
    }

    /// Nil for who sees every client.
    var limited: Limited? {
        switch extent {
        case .whole: nil
        case .viewer(let viewer, let day), .narrow(let viewer, let day):
            Limited(organisation: organisation, viewer: viewer, day: day)
        }
    }

    /// What a viewer of some clients sees.
    struct Limited {
        let organisation: OrganisationID
        let viewer: UUIDValue
        let day: CalendarDate

        /// The viewer and everybody whose sight he shares.
        var principals: SQL {
            """
            select \(viewer)::uuid as principal_id
            union all
            select shared.principal_id from clients.oversight as shared
            where shared.organisation_id = \(organisation) and shared.viewer_id = \(viewer)
                and shared.starts_on <= \(day) and (shared.ends_on is null or shared.ends_on >= \(day))
            """
        }

        /// The ids of all clients that he sees; one may be there twice.
        var clients: SQL {
            """
            select seen.client_id
            from (\(principals)) as principal
            join clients.sight as seen
                on seen.organisation_id = \(organisation) and seen.principal_id = principal.principal_id
                    and seen.starts_on <= \(day) and (seen.ends_on is null or seen.ends_on >= \(day))
            """
        }
    }
}

extension ClientsContext {
    func sight(of caller: Caller) -> Sight { Sight(of: caller, at: clock.now()) }
}
