// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import ClientsService

@Suite struct ListCalendarFeedsTests {
    @Test func everybodyListsHisOwnAndWhenTheyWereRead() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let ann = clients.seen(by: .ann)
            let first = try await ann.call(IssueCalendarFeed(label: Text(validating: "Phone")))
            time.advance(hours: 1)
            let second = try await ann.call(IssueCalendarFeed())
            _ = try await clients.seen(by: .bob).call(IssueCalendarFeed())
            #expect(try await ann.call(ListCalendarFeeds()).feeds == [first.feed, second.feed])
            _ = try await clients.calendar(first.path.text)
            let read = try await ann.call(ListCalendarFeeds()).feeds
            #expect(read.map(\.lastReadAt) == [second.feed.createdAt, nil])
            #expect(read[0].label?.text == "Phone")
            #expect(try await clients.inOtherOrganisation.call(ListCalendarFeeds()).feeds.isEmpty)
        }
    }

    @Test func onlyWhoWorksLists() async throws {
        try await withClients { clients in
            let reader = clients.as(.user(with: [.readClients]))
            await #expect(
                performing: { _ = try await reader.call(ListCalendarFeeds()) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
