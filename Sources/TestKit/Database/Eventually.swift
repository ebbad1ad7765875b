// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Waits for `condition` by looking again and again; throws `NotInTime` after `limit`. For what happens on another
/// thread or in another process and announces itself in no other way.
///
/// The limit is long because hundreds of tests share two processors: then a few seconds pass without any being wrong.
package func eventually(
    within limit: Duration = .seconds(60), _ condition: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + limit
    while try await !condition() {
        if ContinuousClock.now >= end { throw NotInTime() }
        try await Task.sleep(for: .milliseconds(5))
    }
}

package struct NotInTime: Error {}
