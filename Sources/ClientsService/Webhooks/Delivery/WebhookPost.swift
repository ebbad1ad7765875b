// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import ServiceKit

/// Sends events to one receiver, signed.
struct WebhookPost {
    /// From the first byte of the connection to the status of the answer.
    private static let timeout = Duration.seconds(15)

    let claim: WebhookClaim
    let keys: [[UInt8]]
    let call: OutwardCall
    let clock: Clock

    /// One attempt. Throws when the run is cancelled.
    func send(_ event: ClientFeedItem) async throws -> WebhookAttempt {
        let now = clock.now()
        // The same in every attempt and replay, by which receivers know an event again.
        let id = "evt_\(claim.webhook.id.text)_\(event.position.rawValue)"
        let seconds = now.microseconds / 1_000_000
        let body = try StoredRecord.encode(
            WebhookEvent(organisation: claim.organisation, webhook: claim.webhook.id, data: event))
        let signature = WebhookSignature.header(id: id, timestamp: seconds, body: body, keys: keys)
        let begin = ContinuousClock.now
        let outcome = try await call.post(
            body, to: claim.webhook.address.text,
            fields: [
                ("content-type", "application/json"), ("user-agent", "Kontor"), ("webhook-id", id),
                ("webhook-timestamp", String(seconds)), ("webhook-signature", signature),
            ], timeout: WebhookPost.timeout)
        let duration = ContinuousClock.now - begin
        func attempt(
            _ outcome: WebhookDelivery.Outcome, _ status: Int? = nil, retryAfter: Int? = nil
        ) -> WebhookAttempt {
            WebhookAttempt(
                position: event.position, kind: event.kind, at: now, outcome: outcome, status: status,
                duration: duration, retryAfter: retryAfter)
        }
        switch outcome {
        case .answered(let status, let retryAfter):
            return attempt(
                (200..<300).contains(status) ? .delivered : .refusedByReceiver, status, retryAfter: retryAfter)
        case .timedOut: return attempt(.timedOut)
        case .unreachable: return attempt(.unreachable)
        }
    }
}
