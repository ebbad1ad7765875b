// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ResumeWebhook: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let present = try await WebhookStore.webhook(webhook, madeBy: caller, in: write).status.webhook
            try await WebhookStore.forgetFailures(of: webhook, resumed: true, in: write)
            if !present.isPaused { return Response(webhook: present) }
            let resumed = present.next(kinds: present.kinds, isPaused: false, at: write.now)
            try await WebhookStore.save(resumed, renewing: caller, in: write)
            return Response(webhook: resumed)
        }
    }
}
