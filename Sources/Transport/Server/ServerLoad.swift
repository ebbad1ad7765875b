// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Synchronization

/// What a server carries at this moment, for metrics.
package struct ServerLoad: Sendable, Equatable {
    package let connections: Int
    package let requests: Int
    /// Requests answered 503 by the transport itself since the start.
    package let refusals: Int
}

/// Counts requests in flight and keeps them under their limit.
final class RequestSlots: Sendable {
    private let limit: Int
    private let taken = Atomic<Int>(0)
    private let refused = Atomic<Int>(0)

    init(limit: Int) {
        self.limit = limit
    }

    var inFlight: Int { taken.load(ordering: .relaxed) }
    var refusals: Int { refused.load(ordering: .relaxed) }

    /// False when all are taken. A slot that was taken must be given back.
    func take() -> Bool {
        guard taken.wrappingAdd(1, ordering: .relaxed).newValue <= limit else {
            taken.wrappingSubtract(1, ordering: .relaxed)
            return false
        }
        return true
    }

    func giveBack() {
        taken.wrappingSubtract(1, ordering: .relaxed)
    }

    func countRefusal() {
        refused.wrappingAdd(1, ordering: .relaxed)
    }
}
