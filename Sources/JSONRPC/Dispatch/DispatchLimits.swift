// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The limits of a request that is already in memory. Sizes in bytes.
package struct DispatchLimits: Sendable, Equatable {
    package var batchParts = 50
    package var answerBytes = 4 << 20
    package var depth = 64
    package var identifierBytes = 256
    /// How long a call may take when its caller does not say.
    package var defaultTimeout = Duration.seconds(10)
    package var greatestTimeout = Duration.seconds(60)

    package init() {}
}
