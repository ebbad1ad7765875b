// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension SearchClients: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let limit = Int((limit ?? .standard).rawValue)
        let sight = try await context.sight(of: caller).measured(in: context.database)
        let (known, named) = try await context.database.pipeline(
            Postgres.Query.rows(
                ClientSearchStore.known(
                    by: KeyLookup.lookups(of: text.text), contacts: caller.permissions.contains(.readContacts),
                    of: sight, limit: limit), as: ClientSearchStore.Hit.self),
            Postgres.Query.rows(
                ClientSearchStore.named(text, by: .exact, of: sight, limit: limit), as: ClientSearchStore.Hit.self))
        var hits = known + named
        // Looking for beginnings, and then for what is alike, costs more each time.
        if named.count < limit {
            hits += try await self.hits(
                by: ClientSearchStore.beginnings(of: text.text, in: sight.organisation), of: sight, limit,
                in: context.database)
        }
        if hits.isEmpty {
            hits = try await self.hits(
                by: ClientSearchStore.likeness(of: text, in: sight.organisation), of: sight, limit,
                in: context.database)
        }
        return Response(items: try await matches(Self.best(hits, limit: limit), of: sight, in: context.database))
    }

    private func hits(
        by words: SQL, of sight: Sight, _ limit: Int, in database: some PostgresExecutor
    ) async throws -> [ClientSearchStore.Hit] {
        let words = try await database.row(words, as: String.self)
        if words.isEmpty { return [] }
        return try await database.rows(
            ClientSearchStore.named(text, by: .like(words), of: sight, limit: limit), as: ClientSearchStore.Hit.self)
    }

    /// Each client by the best of its hits.
    private static func best(_ hits: [ClientSearchStore.Hit], limit: Int) -> [ClientSearchStore.Hit] {
        var seen: Set<ClientID> = []
        return Array(
            hits.sorted { ($1.score, $0.client) < ($0.score, $1.client) }
                .filter { seen.insert($0.client).inserted }.prefix(limit))
    }

    private func matches(
        _ hits: [ClientSearchStore.Hit], of sight: Sight, in database: some PostgresExecutor
    ) async throws -> [ClientMatch] {
        if hits.isEmpty { return [] }
        let clients = try await database.rows(
            ClientSearchStore.clients(hits.map(\.client), of: sight), as: ClientRecord.self
        ).map(\.client)
        let byID = Dictionary(uniqueKeysWithValues: clients.map { ($0.id, $0) })
        let matches = hits.compactMap { hit in
            byID[hit.client].map { ClientMatch(client: $0, by: hit.by, score: Count(unchecked: hit.score)) }
        }
        return Array(matches.prefix(PageSize.fitting(matches.lazy.map(\.client))))
    }
}
