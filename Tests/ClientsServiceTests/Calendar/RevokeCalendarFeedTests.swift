// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import ClientsService

@Suite struct RevokeCalendarFeedTests {
    @Test func aRevokedAddressOpensNothing() async throws {
        try await withClients { clients in
            let ann = clients.seen(by: .ann)
            let (first, second) = try await (ann.call(IssueCalendarFeed()), ann.call(IssueCalendarFeed()))
            let revoke = RevokeCalendarFeed(idempotencyKey: try .fresh(), feed: first.feed.id)
            _ = try await ann.call(revoke)
            _ = try await ann.call(revoke)
            #expect(try await clients.calendar(first.path.text) == nil)
            #expect(try await clients.calendar(second.path.text) != nil)
            #expect(try await ann.call(ListCalendarFeeds()).feeds.map(\.id) == [second.feed.id])
            await #expect(throws: CalendarFeedNotFound()) {
                _ = try await ann.call(RevokeCalendarFeed(idempotencyKey: .fresh(), feed: first.feed.id))
            }
        }
    }

    @Test func othersCannotRevokeIt() async throws {
        try await withClients { clients in
            let issued = try await clients.seen(by: .ann).call(IssueCalendarFeed())
            for other in [clients.seen(by: .bob), clients.inOtherOrganisation] {
                await #expect(throws: CalendarFeedNotFound()) {
                    _ = try await other.call(RevokeCalendarFeed(idempotencyKey: .fresh(), feed: issued.feed.id))
                }
            }
            let reader = clients.as(.user(with: [.readClients]))
            await #expect(
                performing: {
                    _ = try await reader.call(RevokeCalendarFeed(idempotencyKey: .fresh(), feed: issued.feed.id))
                }, throws: isRemoteError(.permissionDenied))
            #expect(try await clients.calendar(issued.path.text) != nil)
        }
    }
}
