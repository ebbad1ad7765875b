// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Bounds an operation in time.
package enum Deadline {
    /// Runs `operation` and cancels it at the deadline; then its own end is awaited, and `failure` thrown.
    ///
    /// An operation that ends by itself, even after the deadline, keeps its outcome when it was not a cancellation.
    package static func enforce<Value: Sendable>(
        _ deadline: ContinuousClock.Instant, orThrow failure: any Error,
        _ operation: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await operation() }
            group.addTask {
                try await Task.sleep(until: deadline, clock: .continuous)
                return nil
            }
            defer { group.cancelAll() }
            if let value = try await group.next() ?? nil { return value }
            group.cancelAll()
            do {
                if let value = try await group.next() ?? nil { return value }
            } catch is CancellationError {
                throw failure
            }
            throw failure
        }
    }
}
