// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A loop that runs beside a service's calls. It is cancelled when the service stops; if it ends by itself or throws,
/// the service stops with an error, so what may fail in passing is caught inside.
package struct BackgroundWork: Sendable {
    package let name: String
    /// Whether calls wait for what it does; then it runs wherever calls are answered, also in tests.
    package let isNeededByCalls: Bool
    package let run: @Sendable () async throws -> Void

    package init(
        _ name: String, isNeededByCalls: Bool = false, run: @escaping @Sendable () async throws -> Void
    ) {
        self.name = name
        self.isNeededByCalls = isNeededByCalls
        self.run = run
    }

    /// Runs `body` again and again. The pause varies by a fifth, so that replicas do not march in step; a failure is
    /// logged, and the next run comes at its time.
    package static func every(
        _ interval: Duration, _ name: String, log: ServiceLog, _ body: @escaping @Sendable () async throws -> Void
    ) -> BackgroundWork {
        BackgroundWork(name) {
            while true {
                do {
                    try await body()
                } catch is CancellationError {
                    throw CancellationError()
                } catch {
                    log.warning("background work failed", error, ["work": name])
                }
                try await Task.sleep(for: interval * Double.random(in: 0.8...1.2))
            }
        }
    }
}
