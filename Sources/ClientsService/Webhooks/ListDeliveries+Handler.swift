// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ListDeliveries: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let asked = try PageRequest<WebhookDeliveryFilter, WebhookDeliveryID>(self, filter: filter)
        guard let filter = asked.filter else {
            throw InvalidParams(path: "$.filter", rule: "must be given without a cursor")
        }
        guard try await WebhookStore.exists(filter.webhook, of: caller.organisation, in: context.database) else {
            throw WebhookNotFound()
        }
        let found = try await context.database.rows(
            WebhookStore.deliveries(
                filter, of: caller.organisation, before: asked.after, limit: Int(asked.rowLimit)),
            as: StoredDelivery.self
        ).map(\.delivery)
        return try asked.page(of: found, endingAt: \.id)
    }
}
