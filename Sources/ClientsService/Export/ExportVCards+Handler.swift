// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ExportVCards: Handler {
    private typealias Position = PagePosition<VCardFilter, ContactID>

    /// Contacts of a page at most.
    private static let pageSize = 500

    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        guard contact == nil || client == nil else {
            throw InvalidParams(path: "$.client", rule: "must not be given beside contact")
        }
        let filter = VCardFilter(contact: contact, client: client)
        let after = try cursor.map { try Position($0, list: Self.name, filter: filter).after }
        let sight = context.sight(of: caller)
        let found = try await found(after, of: sight, caller, in: context)
        let fitting = PageSize.fitting(sizes: found.prefix(Self.pageSize).lazy.map { 2 * $0.size })
        let page = found.prefix(fitting).map(\.shown)
        let names = try await VCardStore.names(
            of: Array(Set(page.flatMap { $0.positions.map(\.client) })), of: sight, in: context.database)
        let next =
            page.count < found.count
            ? try page.last.map { try Position(list: Self.name, filter: filter, after: $0.id).cursor() } : nil
        return Response(
            text: try ContentLines(validating: page.map { VCard.text(of: $0, clients: names) }.joined()),
            contacts: Count(page.count), next: next)
    }

    private func found(
        _ after: ContactID?, of sight: Sight, _ caller: Caller, in context: ClientsContext
    ) async throws -> [ContactRecord] {
        if let contact {
            guard let record = try await ContactStore.contact(contact, of: sight, in: context.database) else {
                throw ContactNotFound()
            }
            if let erasedAt = record.contact.erasedAt { throw SubjectErased(erasedAt: erasedAt) }
            return [record]
        }
        let day = context.clock.now().day
        let clients: SQL
        if let client {
            guard try await ClientStore.exists(client, of: sight, in: context.database) else { throw ClientNotFound() }
            clients = "select \(client)::uuid"
        } else {
            guard let user = caller.user else {
                throw InvalidParams(path: "$.client", rule: "must be given by a caller who is no user")
            }
            clients = VCardStore.portfolio(of: user, on: day, in: sight.organisation)
        }
        return try await context.database.rows(
            VCardStore.contacts(
                at: clients, of: sight, on: day, after: after, limit: Self.pageSize + 1), as: ContactRecord.self)
    }
}

/// What a cursor belongs to besides its list.
struct VCardFilter: Codable, Equatable, Sendable {
    let contact: ContactID?
    let client: ClientID?
}

/// Whom address books are written of.
enum VCardStore {
    /// To whom a user is assigned on a day.
    static func portfolio(of user: UserID, on day: CalendarDate, in organisation: OrganisationID) -> SQL {
        """
        select assignment.client_id from clients.assignment
        where assignment.organisation_id = \(organisation) and assignment.user_id = \(user)
            and assignment.starts_on <= \(day) and (assignment.ends_on is null or assignment.ends_on >= \(day))
        """
    }

    /// Who is at one of the clients on the day, by id.
    static func contacts(
        at clients: SQL, of sight: Sight, on day: CalendarDate, after contact: ContactID?, limit: Int
    ) -> SQL {
        """
        select \(ContactStore.record), \(ContactStore.places(of: sight))
        from (
            select contact.organisation_id, contact.contact_id, contact.version from clients.contact
            where contact.organisation_id = \(sight.organisation) and contact.erased_at is null
                and contact.contact_id > \(contact ?? ContactID(UUIDValue(high: 0, low: 0)))
                and contact.contact_id in (
                    select place.contact_id from clients.contact_position as place
                    where place.organisation_id = \(sight.organisation) and place.client_id in (\(clients))
                        and (place.left_on is null or place.left_on > \(day))\(sight.sees("place.client_id")))
            order by contact.contact_id limit \(limit)
        ) as contact
        order by contact.contact_id
        """
    }

    static func names(
        of clients: [ClientID], of sight: Sight, in database: some PostgresExecutor
    ) async throws -> [ClientID: String] {
        if clients.isEmpty { return [:] }
        let rows = try await database.rows(
            """
            select client.client_id, client.name from clients.client
            where client.organisation_id = \(sight.organisation) and client.client_id = any(\(clients))
                \(sight.sees("client.client_id"))
            """, as: (ClientID, String).self)
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.0, $0.1) })
    }
}
