// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension DeleteWebhook: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            guard try await WebhookStore.exists(webhook, of: write.organisation, in: transaction) else {
                return Response()
            }
            let present = try await WebhookStore.webhook(webhook, in: write).status.webhook
            // The history's last version: that it sends nothing any more.
            try await WebhookStore.save(
                present.next(kinds: present.kinds, isPaused: true, at: write.now), in: write)
            try await WebhookStore.delete(webhook, in: write)
            return Response()
        }
    }
}
