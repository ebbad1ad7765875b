// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

extension Connection {
    /// Runs statements in one round trip. Throws the first failure; a lost connection is reported with an unknown
    /// outcome once anything was sent, and who knows better corrects that.
    func roundTrip(
        _ batch: [SQL], until deadline: ContinuousClock.Instant?
    ) async throws -> [ResultSet] {
        try await reported(batch, until: deadline) {
            try await perform(until: deadline) { wire, watch throws(Wire.Lost) in try wire.pipeline(batch, watch) }
        }
    }

    /// A whole transaction, from BEGIN to COMMIT. What fails is rolled back before the next order begins.
    func wholeTransaction(
        _ batch: [SQL], until deadline: ContinuousClock.Instant?, handedOver: () -> Void
    ) async throws -> [ResultSet] {
        try await reported(batch, until: deadline) {
            try await perform(until: deadline, handedOver: handedOver) { wire, watch throws(Wire.Lost) in
                let outcomes = try wire.pipeline(batch, watch)
                if wire.isInTransaction { _ = try wire.pipeline(["rollback"], Watch(deadline: nil) { false }) }
                if wire.isInTransaction { throw wire.lost() }
                return outcomes
            }
        }
    }

    private func reported(
        _ batch: [SQL], until deadline: ContinuousClock.Instant?, _ send: () async throws -> Reply<[Wire.Outcome]>
    ) async throws -> [ResultSet] {
        if let defect = batch.lazy.compactMap(\.defect).first { throw defect }
        let start = ContinuousClock.now
        do {
            let reply = try await send()
            let results = try Self.results(reply, until: deadline)
            report(batch, since: start, nil)
            return results
        } catch {
            report(batch, since: start, error)
            throw error
        }
    }

    private static func results(
        _ reply: Reply<[Wire.Outcome]>, until deadline: ContinuousClock.Instant?
    ) throws -> [ResultSet] {
        try reply.answer.map { outcome in
            switch outcome {
            case .result(let result): return result
            case .failure(let error): throw error.cause(reply.interruption, deadline)
            // A failure comes before whatever it skips.
            case .skipped: throw PostgresError.connectionLost(outcomeUnknown: true)
            }
        }
    }

    private func report(_ batch: [SQL], since start: ContinuousClock.Instant, _ error: (any Error)?) {
        observer.roundTripEnded(
            RoundTrip(
                batch, took: start.duration(to: .now),
                failure: error.map { ($0 as? PostgresError) ?? .deadlineExceeded }))
    }
}

extension ServerError {
    /// A statement that was cancelled says so by SQLSTATE alone; who asked for it is known here.
    func cause(_ interruption: Watch.Interruption?, _ deadline: ContinuousClock.Instant?) -> any Error {
        guard sqlState == .queryCanceled else { return PostgresError.server(self) }
        switch interruption {
        case .cancelled: return CancellationError()
        case .deadline: return PostgresError.deadlineExceeded
        case nil:
            // The server's `statement_timeout`, which was set from the deadline, may be the first to fire.
            let isOver = deadline.map { $0 <= .now } ?? false
            return isOver ? PostgresError.deadlineExceeded : PostgresError.server(self)
        }
    }
}
