// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

extension PostgresPool: PostgresExecutor {
    /// Tries for one call that can be repeated because nothing happened.
    private static let attemptLimit = 3

    /// Each call is a transaction of its own, on whichever connection is free.
    package func batch(_ statements: [SQL]) async throws -> [ResultSet] {
        let deadline = deadline()
        var attempt = 1
        while true {
            do {
                return try await withLease(until: deadline) { connection in
                    try await connection.roundTrip(statements, until: deadline)
                }
            } catch let error as PostgresError where error.isRepeatable && attempt < Self.attemptLimit {
                attempt += 1
            }
        }
    }

    /// A connection for several calls that are not one transaction: session locks, `set`, COPY. Such state is
    /// reset at the end.
    package func withConnection<Answer>(
        _ body: (PostgresSession) async throws -> Answer
    ) async throws -> Answer {
        let deadline = deadline()
        return try await withLease(until: deadline) { connection in
            let session = PostgresSession(connection: connection, deadline: deadline)
            do {
                let answer = try await body(session)
                await session.end()
                return answer
            } catch {
                await session.end()
                throw error
            }
        }
    }
}

extension PostgresError {
    /// A single statement that did not happen, for a reason that another try removes.
    fileprivate var isRepeatable: Bool {
        switch self {
        case .server(let error): error.isStalePlan
        case .connectionLost(let outcomeUnknown): !outcomeUnknown
        default: false
        }
    }
}
