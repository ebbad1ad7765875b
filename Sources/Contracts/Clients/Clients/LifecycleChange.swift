// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// When a client entered a lifecycle.
public struct LifecycleChange: Codable, Sendable, Equatable {
    public let lifecycle: Lifecycle
    public let since: Instant

    public init(lifecycle: Lifecycle, since: Instant) {
        self.lifecycle = lifecycle
        self.since = since
    }
}
