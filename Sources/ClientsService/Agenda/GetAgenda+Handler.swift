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
        let rules = AgendaRules(request: request)
        let items = AgendaRules.ranked(try await items(rules, for: caller, in: context))
        return Response(
            items: Array(items.prefix(Int((limit ?? .standard).rawValue))), total: Count(items.count))
    }

    private func items(
        _ rules: AgendaRules, for caller: Caller, in context: ClientsContext
    ) async throws -> [AgendaItem] {
        let request = rules.request
        let (concerns, risks, tasks, contacts, silent) = try await context.database.pipeline(
            Postgres.Query.rows(AgendaStore.concerns(request), as: DueConcern.self),
            Postgres.Query.rows(AgendaStore.risks(request), as: DueRisk.self),
            Postgres.Query.rows(AgendaStore.tasks(request), as: DueTask.self),
            Postgres.Query.rows(AgendaStore.contacts(request), as: QuietContact.self),
            Postgres.Query.rows(AgendaStore.silentClients(request), as: QuietClient.self))
        var items = try tasks.map(rules.item)
        if caller.permissions.contains(.readConcerns) {
            items += try concerns.map(rules.item) + risks.map(rules.item)
        }
        if caller.permissions.contains(.readContacts) { items += try contacts.map(rules.item) }
        if caller.permissions.contains(.readClients) { items += try silent.map(rules.item) }
        return items
    }
}
