// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension UpdateWebhook: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        if everyKind == true, kinds != nil {
            throw InvalidParams(path: "$.kinds", rule: "must be left out with everyKind")
        }
        if let address { try await context.webhooks.requireAllowed(address) }
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let present = try await WebhookStore.webhook(webhook, madeBy: caller, in: write).status.webhook
            guard present.version == ifVersion else { throw VersionConflict(currentVersion: present.version) }
            let updated = present.next(
                address: address, kinds: everyKind == true ? nil : kinds?.elements ?? present.kinds,
                description: description, at: write.now)
            if updated.address != present.address {
                // They were the former receiver's.
                try await WebhookStore.forgetFailures(of: webhook, resumed: false, in: write)
            }
            try await WebhookStore.save(updated, renewing: caller, in: write)
            return Response(webhook: updated)
        }
    }
}
