// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit
import Synchronization

struct SampleRecord: FeedRecord {
    let position: FeedPosition
}

/// Feeds of a length that the test decides. Its facts are the positions themselves.
final class SampleFeed: FeedSource {
    struct Crash: Error {}

    static let name = "sample"

    struct State {
        var heads: [FeedScope: Int64] = [:]
        /// Left out of the answers, as no source should.
        var missing: Int64?
        /// The transaction that would write this position fails after it has written.
        var crashAt: Int64?
        var isDown = false
    }

    let state = Mutex(State())

    func scopes() async throws -> [(scope: FeedScope, head: FeedPosition)] {
        try state.withLock { state in
            if state.isDown { throw Crash() }
            return state.heads.map { ($0, FeedPosition(unchecked: $1)) }
        }
    }

    func read(
        _ scope: FeedScope, after: FeedPosition, limit: PageLimit
    ) async throws -> (records: [SampleRecord], head: FeedPosition) {
        state.withLock { state in
            let head = state.heads[scope] ?? 0
            let last = min(head, after.rawValue + min(limit.rawValue, 10))
            let positions = (after.rawValue + 1)..<max(last + 1, after.rawValue + 1)
            let records = positions.filter { $0 != state.missing }
                .map { SampleRecord(position: FeedPosition(unchecked: $0)) }
            return (records, FeedPosition(unchecked: head))
        }
    }

    func apply(_ records: [SampleRecord], to projection: FeedProjection, in tx: Transaction) async throws {
        let positions = records.map(\.position)
        try await tx.execute(
            """
            insert into fact (scope_id, generation, position)
            select \(projection.scope.id), \(projection.generation), unnest(\(positions))
            """)
        let crashes = state.withLock { state in
            guard let at = state.crashAt, positions.contains(where: { $0.rawValue == at }) else { return false }
            state.crashAt = nil
            return true
        }
        if crashes { throw Crash() }
    }

    func forget(_ projection: FeedProjection, limit: Int, in tx: Transaction) async throws -> Int {
        try await tx.execute(
            """
            delete from fact where ctid in (
                select ctid from fact
                where scope_id = \(projection.scope.id) and generation = \(projection.generation)
                limit \(Int64(limit)))
            """)
    }
}
