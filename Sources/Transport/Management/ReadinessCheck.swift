// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// One thing a service needs in order to serve.
package struct ReadinessCheck: Sendable {
    package let name: String
    /// Throws when the thing is missing. What it throws is shown on the management port.
    package let check: @Sendable () async throws -> Void

    package init(_ name: String, check: @escaping @Sendable () async throws -> Void) {
        self.name = name
        self.check = check
    }
}
