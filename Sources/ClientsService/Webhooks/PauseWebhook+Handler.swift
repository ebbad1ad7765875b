// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension PauseWebhook: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let present = try await WebhookStore.webhook(webhook, in: write).status.webhook
            if present.isPaused { return Response(webhook: present) }
            let paused = present.next(kinds: present.kinds, isPaused: true, at: write.now)
            try await WebhookStore.save(paused, in: write)
            return Response(webhook: paused)
        }
    }
}
