// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension CreateWebhook: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        _ = try context.webhooks.requireSealer()
        try await context.webhooks.requireAllowed(address)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            guard try await WebhookStore.count(in: write) < WebhookStore.limit else {
                throw TooManyWebhooks(limit: Count(WebhookStore.limit))
            }
            let head = try await WebhookStore.head(in: write)
            if let after, after > head {
                throw InvalidParams(path: "$.after", rule: "must not be after the latest position of the feed")
            }
            let webhook = Webhook(
                id: .new(at: write.now), version: .first, address: address, kinds: kinds?.elements,
                description: description, isPaused: false, createdBy: try Text(validating: caller.label),
                createdAt: write.now, updatedAt: write.now)
            try await WebhookStore.insert(webhook, at: after ?? head, by: caller, in: write)
            return Response(webhook: webhook)
        }
    }
}
