// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Synchronization

/// Takes the data of a `copy ... from stdin` and sends it in large pieces.
package final class CopyWriter: Sendable {
    /// Bytes that are gathered before they are sent.
    static let chunkSize = 64 * 1_024
    /// The start of PostgreSQL's binary COPY format: signature, no flags, no extension.
    private static let header: [UInt8] =
        [UInt8]("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0] + [UInt8](repeating: 0, count: 8)

    private struct State {
        var buffer = PostgresBuffer()
        var isBinary = false
    }

    private let state = Mutex(State())
    private let send: @Sendable ([UInt8]) async throws -> Void

    init(send: @escaping @Sendable ([UInt8]) async throws -> Void) {
        self.send = send
    }

    /// Bytes in the format that the statement names.
    package func write(_ bytes: some Sequence<UInt8> & Sendable) async throws {
        state.withLock { $0.buffer.append(bytes: bytes) }
        try await sendIfLarge()
    }

    /// One row for `copy ... from stdin (format binary)`. The values must be of exactly the columns' types.
    package func write<each Column: PostgresBindable>(row column: repeat each Column) async throws {
        state.withLock { state in
            if !state.isBinary {
                state.isBinary = true
                state.buffer.append(bytes: Self.header)
            }
            var count: Int16 = 0
            for _ in repeat (each Column).self { count += 1 }
            state.buffer.append(count)
            repeat state.buffer.appendField(each column)
        }
        try await sendIfLarge()
    }

    /// Sends what is left, with the trailer of the binary format.
    func finish() async throws {
        state.withLock { state in
            if state.isBinary { state.buffer.append(Int16(-1)) }
        }
        try await sendIfLarge(orMore: 1)
    }

    private func sendIfLarge(orMore limit: Int = chunkSize) async throws {
        let bytes = state.withLock { state -> [UInt8] in
            guard state.buffer.bytes.count >= limit else { return [] }
            defer { state.buffer = PostgresBuffer() }
            return state.buffer.bytes
        }
        if !bytes.isEmpty { try await send(bytes) }
    }
}
