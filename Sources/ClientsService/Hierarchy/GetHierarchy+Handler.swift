// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension GetHierarchy: Handler {
    /// Answered clients below at most, as the contract says.
    private static let belowLimit = 1000

    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let now = context.clock.now()
        let day = asOf ?? CalendarDate(of: now)
        let sight = Sight(of: caller, at: now)
        let (itself, above, below) = try await context.database.pipeline(
            Postgres.Query.optionalRow(ParentStore.itself(client, on: day, of: sight), as: HierarchyRecord.self),
            Postgres.Query.rows(ParentStore.above(client, on: day, of: sight), as: HierarchyRecord.self),
            Postgres.Query.rows(
                ParentStore.below(client, on: day, of: sight, limit: Self.belowLimit + 1), as: HierarchyRecord.self))
        guard let itself else { throw ClientNotFound() }
        return Response(
            asOf: day, above: above.map(\.entry), client: itself.entry,
            below: below.prefix(Self.belowLimit).map(\.entry), hasMore: below.count > Self.belowLimit,
            parentage: try await shown(of: sight, in: context.database))
    }

    /// Without the spells under clients that the caller does not see.
    private func shown(of sight: Sight, in database: some PostgresExecutor) async throws -> Parentage? {
        guard
            let parentage = try await ParentStore.parentage(of: client, in: sight.organisation, from: database)
        else { return nil }
        let parents = parentage.spells.map(\.parent)
        let seen = try await database.rows(
            """
            select client.client_id from clients.client
            where client.organisation_id = \(sight.organisation) and client.client_id = any(\(parents))
                \(sight.sees("client.client_id"))
            """, as: ClientID.self)
        return parentage.shown(under: seen)
    }
}

extension Parentage {
    /// Without the spells under other clients; with all of them for nil.
    func shown(under parents: [ClientID]?) -> Parentage {
        guard let parents else { return self }
        return Parentage(
            client: client, version: version, spells: spells.filter { parents.contains($0.parent) },
            updatedAt: updatedAt)
    }
}
