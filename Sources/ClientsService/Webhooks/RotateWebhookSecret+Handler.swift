// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension RotateWebhookSecret: Handler {
    /// For so long the former secret counts as well.
    private static let overlapSeconds: Int64 = 86_400

    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let sealer = try context.webhooks.requireSealer()
        let key = WebhookSignature.newKey()
        let sealed = try sealer.seal(key, of: Webhook.owner(of: webhook, in: caller.organisation))
        return try await context.database.withTransaction { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let present = try await WebhookStore.webhook(webhook, madeBy: caller, in: write).status.webhook
            try await WebhookStore.putSecret(
                sealed, of: webhook, formerUntil: write.now.adding(seconds: RotateWebhookSecret.overlapSeconds),
                in: write)
            try await WebhookStore.save(
                present.next(kinds: present.kinds, secretIssuedAt: write.now, at: write.now), renewing: caller,
                in: write)
            return Response(secret: try WebhookSecret(validating: WebhookSignature.text(of: key)))
        }
    }
}
