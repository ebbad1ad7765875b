// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Logging
import Synchronization

/// What was built from a `TLSSource`, built anew when the source's bytes change. New connections use the newest.
final class TLSRotation<Built: Sendable>: Sendable {
    private struct State {
        var material: TLSMaterial
        var built: Built
        /// How often the source has changed.
        var generation: Int
    }

    private let source: TLSSource
    private let build: @Sendable (TLSMaterial) throws -> Built
    private let state: Mutex<State>

    init(_ source: TLSSource, build: @escaping @Sendable (TLSMaterial) throws -> Built) throws {
        self.source = source
        self.build = build
        let material = try source.load()
        state = Mutex(State(material: material, built: try build(material), generation: 0))
    }

    var current: Built { state.withLock { $0.built } }

    /// The newest, or nil as long as the first one holds.
    var renewed: Built? { state.withLock { $0.generation == 0 ? nil : $0.built } }

    /// True when something new was built. When that fails the former stays in use and the failure is thrown.
    func reload() throws -> Bool {
        let material = try source.load()
        guard state.withLock({ $0.material != material }) else { return false }
        let built = try build(material)
        state.withLock { $0 = State(material: material, built: built, generation: $0.generation + 1) }
        return true
    }

    /// Reads the source again each `interval` until cancelled. A file that is half written is simply read again later.
    func watch(each interval: Duration, logger: Logger) async throws {
        while true {
            try await Task.sleep(for: interval)
            do {
                if try reload() { logger.notice("certificates were renewed") }
            } catch {
                logger.error("certificates cannot be renewed, the former stay in use", metadata: ["cause": "\(error)"])
            }
        }
    }
}
