// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListClientFeedsTests {
    @Test func everyOrganisationWithClientsIsListedWithItsHead() async throws {
        try await withClients { clients in
            let reporting = clients.as(service: .reporting)
            #expect(try await reporting.call(ListClientFeeds()) == ListClientFeeds.Response(items: [], next: nil))
            try await clients.fill(3)
            try await clients.inOtherOrganisation.fill(2)
            let heads = try await reporting.call(ListClientFeeds()).items
            #expect(
                heads == [
                    ClientFeedHead(organisation: .first, head: FeedPosition(unchecked: 3)),
                    ClientFeedHead(organisation: .second, head: FeedPosition(unchecked: 2)),
                ])
        }
    }

    @Test func anOrganisationWhoseWritesAllFailedIsNotListed() async throws {
        try await withClients { clients in
            _ = try await clients.upsert(.of("1"))
            #expect(try await clients.as(service: .reporting).call(ListClientFeeds()).items.isEmpty)
        }
    }

    @Test func pagesGoOnByTheCursor() async throws {
        try await withClients { clients in
            try await clients.create("Ours")
            try await clients.inOtherOrganisation.create("Theirs")
            let reporting = clients.as(service: .reporting)
            let limit = PageLimit(unchecked: 1)
            let first = try await reporting.call(ListClientFeeds(limit: limit))
            let second = try await reporting.call(ListClientFeeds(limit: limit, cursor: first.next))
            #expect((first.items + second.items).map(\.organisation) == [.first, .second])
            #expect(first.next != nil)
            #expect(second.next == nil)
        }
    }

    @Test func onlyReportingLists() async throws {
        try await withClients { clients in
            for caller in [clients, clients.as(service: .ledger)] {
                await #expect(
                    performing: { _ = try await caller.call(ListClientFeeds()) },
                    throws: isRemoteError(.permissionDenied))
            }
            await #expect(
                performing: { _ = try await clients.anonymously.call(ListClientFeeds()) },
                throws: isRemoteError(.unauthenticated))
        }
    }
}
