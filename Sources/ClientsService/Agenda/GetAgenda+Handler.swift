// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension GetAgenda: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        guard let user = user ?? caller.user else {
            throw InvalidParams(path: "$.user", rule: "must be given by a caller who is no user")
        }
        let request = AgendaRequest(
            sight: try await context.sight(of: caller).measured(in: context.database), user: user,
            day: on ?? CalendarDate(of: context.clock.now()),
            horizon: Int(horizon?.rawValue ?? 14),
            tiers: try await SettingStore.present(of: caller.organisation, in: context.database))
        let kinds = AgendaKind.allCases.filter { caller.permissions.contains($0.permission) }
        let candidates = try await context.database.rows(
            AgendaStore.candidates(kinds, request), as: AgendaCandidate.self)
        let clients = try await context.database.rows(
            AgendaStore.clients(Array(Set(candidates.compactMap(\.client))), of: request.organisation),
            as: AgendaClient.self)
        let ranked = AgendaRules(request: request).ranked(
            candidates, Dictionary(clients.map { ($0.id, $0) }, uniquingKeysWith: { $1 }))
        let page = Array(ranked.prefix(Int((limit ?? .standard).rawValue)))
        return Response(
            items: try await items(page, of: request.organisation, in: context), total: Count(ranked.count))
    }

    private func items(
        _ page: [AgendaEntry], of organisation: OrganisationID, in context: ClientsContext
    ) async throws -> [AgendaItem] {
        let found = try await context.database.rows(
            AgendaStore.records(page, of: organisation), as: (Int, [UInt8]).self)
        let records = Dictionary(found, uniquingKeysWith: { $1 })
        return try page.enumerated().map { try $0.element.item(records[$0.offset]) }
    }
}
