// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Synchronization

/// Whether the process is going down. Shared by the server, which stops taking requests, and the management port, which
/// tells load balancers.
package final class Drain: Sendable {
    private let begun = Atomic<Bool>(false)

    package init() {}

    package var isDraining: Bool { begun.load(ordering: .acquiring) }

    /// There is no way back.
    package func begin() {
        begun.store(true, ordering: .releasing)
    }
}
