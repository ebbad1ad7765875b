// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
package import ServiceKit

/// What reporting's handlers work with.
package struct ReportingContext: Sendable {
    let database: PostgresPool
    let clock: Clock
    package let readers: FeedReaders

    package init(_ environment: ServiceEnvironment) {
        database = environment.database
        clock = environment.clock
        readers = FeedReaders(environment)
    }

    /// Runs `body` in one snapshot, so that figures, positions and names are of one moment.
    func snapshot<Answer>(_ body: (Transaction) async throws -> Answer) async throws -> Answer {
        try await database.withTransaction(isolation: .repeatableRead, readOnly: true, body)
    }
}

extension AccountCode: PostgresConvertible {}
extension AccountKind: PostgresConvertible {}
extension BookCode: PostgresConvertible {}
extension EntryNumber: PostgresConvertible {}
