// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What holds for the call that the current task handles.
package enum CallContext {
    private struct Facts: Sendable {
        let deadline: ContinuousClock.Instant?
        let trace: TraceContext?
        let peerAddress: String
    }

    @TaskLocal private static var facts: Facts?

    /// When the caller stops waiting. Every wait below a handler ends by then.
    package static var deadline: ContinuousClock.Instant? { facts?.deadline }
    package static var trace: TraceContext? { facts?.trace }
    /// The caller's network address without its port, for throttling and audit; empty when there is none.
    package static var peerAddress: String { facts?.peerAddress ?? "" }

    /// Runs `body` with these facts in the place of all that held before.
    package static func with<Value>(
        deadline: ContinuousClock.Instant?, trace: TraceContext? = nil, peerAddress: String = "",
        _ body: () async throws -> Value
    ) async rethrows -> Value {
        let facts = Facts(deadline: deadline, trace: trace, peerAddress: peerAddress)
        return try await $facts.withValue(facts, operation: body)
    }
}
