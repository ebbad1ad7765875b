// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListHoldsTests {
    @Test func pagesFollowTheOrderOfMakingAndTheState() async throws {
        try await withHolds { bench in
            var holds: [HoldID] = []
            for index in 0..<5 { holds.append(try await bench.hold(10, key: "h\(index)")) }
            _ = try await bench.void(holds[1], key: "v")
            _ = try await bench.confirm(holds[3], key: "c")
            func list(_ state: HoldState?, _ cursor: PageCursor? = nil) async throws -> ListHolds.Response {
                try await bench.ledger.call(
                    ListHolds(book: bench.book, state: state, limit: PageLimit(unchecked: 2), cursor: cursor))
            }
            var seen: [HoldID] = []
            var page = try await list(nil)
            seen += page.items.map(\.id)
            while let next = page.next {
                page = try await list(nil, next)
                seen += page.items.map(\.id)
            }
            #expect(seen == holds)
            let active = try await list(.active)
            #expect(active.items.map(\.id) == [holds[0], holds[2]])
            let rest = try await list(.active, active.next)
            #expect(rest.items.map(\.id) == [holds[4]] && rest.next == nil)
            #expect(try await list(.voided).items.map(\.id) == [holds[1]])
            #expect(try await list(.confirmed).items.map(\.id) == [holds[3]])
            #expect(try await list(.expired).items.isEmpty)
            await #expect(throws: BookNotFound()) {
                try await bench.ledger.inOtherOrganisation.call(ListHolds(book: bench.book))
            }
        }
    }
}
