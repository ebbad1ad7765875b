// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Synchronization

/// Webhooks whose secrets this replica could not open, for as long as it leaves them to others.
final class UnopenedWebhooks: Sendable {
    private static let seconds: Int64 = 60

    private let ends = Mutex<[WebhookID: Instant]>([:])

    func add(_ webhook: WebhookID, at now: Instant) {
        ends.withLock { $0[webhook] = now.adding(seconds: UnopenedWebhooks.seconds) }
    }

    func present(at now: Instant) -> [WebhookID] {
        ends.withLock { ends in
            ends = ends.filter { $0.value > now }
            return Array(ends.keys)
        }
    }
}
