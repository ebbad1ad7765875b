// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ReportingService
import ServiceKit
import Synchronization
import TestKit

extension Bench {
    /// The ledger's feed as the service reads it.
    var readersSource: LedgerFeed { LedgerFeed(reporting.environment.remote(LedgerAPI.self)) }

    func isBehind() async throws -> Bool {
        try await database.row(
            """
            select count(*) = 0 or bool_or(position < head)
            from reporting.feed left join reporting.feed_cursor using (organisation_id, source, scope_id)
            where generation = live_generation
            """, as: Bool.self)
    }

    /// As if nothing had ever been read.
    func forgetEverything() async throws {
        try await reporting.database.withPool(size: 1) { admin in
            _ = try await admin.execute(
                """
                truncate reporting.feed, reporting.feed_cursor, reporting.feed_source, reporting.book,
                    reporting.account, reporting.client, reporting.fact_line, reporting.turnover, reporting.revenue
                """)
        }
    }
}

struct Broken: Error {}

final class Switch: Sendable {
    private let state = Mutex(false)

    var isOn: Bool { state.withLock { $0 } }
    func turn(_ isOn: Bool) { state.withLock { $0 = isOn } }
}

/// Another service that is down now and then.
struct SwitchedChannel: RPCChannel {
    let channel: any RPCChannel
    let isDown: Switch
    /// Only this method fails; every one when it is left out.
    var method: String?

    func exchange(
        _ body: [UInt8], deadline: ContinuousClock.Instant, trace: TraceContext?
    ) async throws -> [UInt8] {
        let isMeant = method.map { String(decoding: body, as: UTF8.self).contains("\"\($0)\"") } ?? true
        if isDown.isOn && isMeant { throw Broken() }
        return try await channel.exchange(body, deadline: deadline, trace: trace)
    }
}

/// Small pages, so that there are many; and every so many pages something happens after the facts are written and
/// before the cursor moves.
final class InterruptedFeed: FeedSource {
    static let name = LedgerFeed.name
    private let feed: LedgerFeed
    private let pageLimit: Int64
    private let interruption: @Sendable (Int, Transaction) async throws -> Void
    private let pages = Mutex(0)

    /// `interruption` gets the page's number, from 1.
    init(
        _ feed: LedgerFeed, pageLimit: Int64 = 20,
        interruption: @escaping @Sendable (Int, Transaction) async throws -> Void = { _, _ in }
    ) {
        self.feed = feed
        self.pageLimit = pageLimit
        self.interruption = interruption
    }

    func scopes() async throws -> [(scope: FeedScope, head: FeedPosition)] { try await feed.scopes() }

    func read(
        _ scope: FeedScope, after position: FeedPosition, limit: PageLimit
    ) async throws -> (records: [LedgerChange], head: FeedPosition) {
        try await feed.read(
            scope, after: position, limit: PageLimit(unchecked: min(limit.rawValue, pageLimit)))
    }

    func apply(_ records: [LedgerChange], to projection: FeedProjection, in tx: Transaction) async throws {
        try await feed.apply(records, to: projection, in: tx)
        let page = pages.withLock { pages in
            pages += 1
            return pages
        }
        try await interruption(page, tx)
    }

    func forget(_ projection: FeedProjection, limit: Int, in tx: Transaction) async throws -> Int {
        try await feed.forget(projection, limit: limit, in: tx)
    }
}

/// Answers some pages again, as a feed that is delivered at least once may.
struct RepeatingFeed: FeedSource {
    static let name = LedgerFeed.name
    let feed: LedgerFeed
    /// What another replica does between the reading of a page and its application.
    let meanwhile: @Sendable () async throws -> Void

    func scopes() async throws -> [(scope: FeedScope, head: FeedPosition)] { try await feed.scopes() }

    func read(
        _ scope: FeedScope, after position: FeedPosition, limit: PageLimit
    ) async throws -> (records: [LedgerChange], head: FeedPosition) {
        let page = try await feed.read(scope, after: position, limit: limit)
        try await meanwhile()
        return page
    }

    func apply(_ records: [LedgerChange], to projection: FeedProjection, in tx: Transaction) async throws {
        try await feed.apply(records, to: projection, in: tx)
    }

    func forget(_ projection: FeedProjection, limit: Int, in tx: Transaction) async throws -> Int {
        try await feed.forget(projection, limit: limit, in: tx)
    }
}
