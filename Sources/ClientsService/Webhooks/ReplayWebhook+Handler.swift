// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ReplayWebhook: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            _ = try await WebhookStore.webhook(webhook, madeBy: caller, in: write)
            guard try await WebhookStore.head(in: write) >= after else {
                throw InvalidParams(path: "$.after", rule: "must not be after the latest position of the feed")
            }
            try await WebhookStore.move(webhook, to: after, in: write)
            return Response(status: try await WebhookStore.webhook(webhook, in: write).status)
        }
    }
}
