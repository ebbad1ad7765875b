// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Work of an actor that several callers want at the same time and that is done once: the first does it, the others
/// wait for its end. Belongs to one actor.
final class SharedWork {
    private(set) var isRunning = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Throws only to the one whose call did the work; the others look at what it left.
    func run(_ work: () async throws -> Void) async throws {
        guard !isRunning else { return await withCheckedContinuation { waiting.append($0) } }
        isRunning = true
        defer {
            isRunning = false
            for continuation in waiting { continuation.resume() }
            waiting = []
        }
        try await work()
    }
}
