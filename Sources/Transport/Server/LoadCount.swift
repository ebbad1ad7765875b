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

/// Counts what a server carries, and keeps requests in flight under their limit.
final class LoadCount: Sendable {
    private let connections = Atomic<Int>(0)
    private let slots = Atomic<Int>(0)
    private let refusals = Atomic<Int>(0)

    var load: ServerLoad {
        ServerLoad(
            connections: connections.load(ordering: .relaxed), requests: slots.load(ordering: .relaxed),
            refusals: refusals.load(ordering: .relaxed))
    }

    func connectionDidOpen() { connections.wrappingAdd(1, ordering: .relaxed) }
    func connectionDidClose() { connections.wrappingSubtract(1, ordering: .relaxed) }

    /// False when all are taken. A slot that was taken must be given back.
    func takeSlot(limit: Int) -> Bool {
        guard slots.wrappingAdd(1, ordering: .relaxed).newValue <= limit else {
            slots.wrappingSubtract(1, ordering: .relaxed)
            return false
        }
        return true
    }

    func giveSlotBack() { slots.wrappingSubtract(1, ordering: .relaxed) }
    func countRefusal() { refusals.wrappingAdd(1, ordering: .relaxed) }
}
