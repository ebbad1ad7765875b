// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct GetHoldTests {
    @Test func aHoldIsAnsweredAsItIs() async throws {
        try await withHolds { bench in
            let client = ClientID.new(at: Clocks.start)
            let expiry = Instant(microseconds: 4_000_000_000_000_000)
            let id = try await bench.hold(250, key: "h", expiresAt: expiry, client: client)
            let hold = try await bench.get(id)
            #expect(hold.id == id && hold.state == .active && hold.expiresAt == expiry && hold.endedAt == nil)
            #expect(hold.debit == "5300" && hold.credit == .cash && hold.client == client)
            #expect(hold.amount == .gbp(250) && hold.remaining == .gbp(250))
            #expect(hold.recordedBy.text == bench.ledger.caller.label)
        }
    }

    @Test func unknownHoldsAreNotFound() async throws {
        try await withHolds { bench in
            await #expect(throws: HoldNotFound()) { try await bench.get(HoldBench.nobody) }
            let hold = try await bench.hold(1, key: "h")
            await #expect(throws: BookNotFound()) {
                try await bench.ledger.inOtherOrganisation.call(GetHold(book: bench.book, hold: hold))
            }
        }
    }
}
