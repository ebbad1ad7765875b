// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListLedgerFeedsTests {
    @Test func everyBookOfEveryOrganisationIsListedWithItsHead() async throws {
        try await withLedger { ledger in
            let books = [try await ledger.openBook("one"), try await ledger.openBook("two")]
            let other = try await ledger.inOtherOrganisation.openBook("one")
            let reporting = ledger.as(service: .reporting)
            let first = try await reporting.call(ListLedgerFeeds(limit: PageLimit(unchecked: 2)))
            let second = try await reporting.call(ListLedgerFeeds(cursor: first.next))
            let feeds = first.items + second.items
            #expect(Set(feeds.map(\.book)) == Set(books + [other]) && feeds.count == 3)
            #expect(feeds.first { $0.book == other }?.organisation == .second)
            #expect(feeds.allSatisfy { $0.head.rawValue > 0 })
        }
    }

    @Test func nobodyButReportingMayList() async throws {
        try await withLedger { ledger in
            for caller in [ledger.as(.administrator), ledger.as(service: .clients)] {
                let error = await #expect(throws: RemoteError.self) { try await caller.call(ListLedgerFeeds()) }
                #expect(error?.code == -32003)
            }
        }
    }
}
