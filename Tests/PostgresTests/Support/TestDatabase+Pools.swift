// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Postgres
import TestKit

extension TestDatabase {
    /// A pool with settings and an observer of the test's own, closed at the end.
    func withPool<Answer>(
        observer: RecordingObserver, deadline: @escaping @Sendable () -> ContinuousClock.Instant? = { nil },
        change: (inout PostgresConfiguration) -> Void = { _ in }, _ body: (PostgresPool) async throws -> Answer
    ) async throws -> Answer {
        var configuration = configuration()
        change(&configuration)
        let pool = try PostgresPool(configuration: configuration, deadline: deadline, observer: observer)
        defer { pool.close() }
        return try await body(pool)
    }
}
