// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

extension Connection {
    /// Runs a whole `copy ... from stdin`. When `body` throws, the server refuses all of it.
    func copyIn(
        _ sql: SQL, until deadline: ContinuousClock.Instant?, _ body: (CopyWriter) async throws -> Void
    ) async throws -> Int {
        try await beginCopy(sql, .fromClient, until: deadline)
        let writer = CopyWriter { [self] bytes in
            _ = try await perform(until: deadline) { wire, watch throws(Wire.Lost) in try wire.putCopy(bytes, watch) }
        }
        do {
            try await body(writer)
            try await writer.finish()
        } catch {
            // The reason is in `error`; neither the server's answer nor the loss of the connection adds to it.
            _ = try? await perform(until: .now + Watch.cancelGrace, isCancellable: false) {
                wire, watch throws(Wire.Lost) in
                try wire.endCopy(refusing: "given up", watch)
            }
            throw error
        }
        let reply = try await perform(until: deadline, isCancellable: false) { wire, watch throws(Wire.Lost) in
            try wire.endCopy(refusing: nil, watch)
        }
        return try Self.copied(reply, until: deadline)
    }

    /// Runs a whole `copy ... to stdout`. When `body` throws, the rest is discarded.
    func copyOut(
        _ sql: SQL, until deadline: ContinuousClock.Instant?, _ body: ([UInt8]) async throws -> Void
    ) async throws -> Int {
        try await beginCopy(sql, .toClient, until: deadline)
        do {
            while true {
                let reply = try await perform(until: deadline) { wire, watch throws(Wire.Lost) in
                    try wire.getCopy(CopyWriter.chunkSize, watch)
                }
                if reply.answer.isEmpty { break }
                try await body(reply.answer)
            }
        } catch {
            // The server is asked to cancel, and what it has sent by then is read to its end.
            _ = try? await perform(until: .now, isCancellable: false) { wire, watch throws(Wire.Lost) in
                while try !wire.getCopy(CopyWriter.chunkSize, watch).isEmpty {}
                return try wire.copyResult(watch)
            }
            throw error
        }
        let reply = try await perform(until: deadline, isCancellable: false) { wire, watch throws(Wire.Lost) in
            try wire.copyResult(watch)
        }
        return try Self.copied(reply, until: deadline)
    }

    private func beginCopy(
        _ sql: SQL, _ direction: Wire.CopyDirection, until deadline: ContinuousClock.Instant?
    ) async throws {
        guard sql.types.isEmpty else { throw PostgresError.encoding("a COPY cannot have parameters") }
        let text = sql.text
        let reply = try await perform(until: deadline) { wire, watch throws(Wire.Lost) in
            try wire.beginCopy(text, direction, watch)
        }
        switch reply.answer {
        case .server(let error): throw error.cause(reply.interruption, deadline)
        case .notACopy: throw PostgresError.encoding("not a COPY in this direction")
        case nil: break
        }
    }

    private static func copied(
        _ reply: Reply<Wire.Outcome>, until deadline: ContinuousClock.Instant?
    ) throws -> Int {
        switch reply.answer {
        case .result(let result): return result.affectedRows
        case .failure(let error): throw error.cause(reply.interruption, deadline)
        case .skipped: throw PostgresError.connectionLost(outcomeUnknown: true)
        }
    }
}
