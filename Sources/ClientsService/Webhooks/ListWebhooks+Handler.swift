// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ListWebhooks: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        Response(webhooks: try await WebhookStore.statuses(of: caller.organisation, in: context.database))
    }
}
