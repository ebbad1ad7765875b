// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct VoidHoldTests {
    @Test func whatWasHeldIsFreeAgain() async throws {
        try await withHolds { bench in
            let hold = try await bench.hold(1000, key: "h")
            #expect(try await bench.void(hold, key: "v") == hold)
            #expect(try await bench.void(hold, key: "v") == hold)
            let ended = try await bench.get(hold)
            #expect(ended.state == .voided && ended.remaining == .gbp(0) && ended.amount == .gbp(1000))
            try await bench.spend(1000, key: "s")
            await #expect(throws: HoldEnded(state: .voided)) { try await bench.void(hold, key: "v2") }
            await #expect(throws: HoldEnded(state: .voided)) { try await bench.confirm(hold, key: "c") }
            await #expect(throws: HoldNotFound()) { try await bench.void(HoldBench.nobody, key: "v3") }
        }
    }

    @Test func othersMayNot() async throws {
        try await withHolds { bench in
            let hold = try await bench.hold(1, key: "h")
            let command = VoidHold(book: bench.book, idempotencyKey: try .init(validating: "v"), hold: hold)
            await #expect(throws: BookNotFound()) { try await bench.ledger.inOtherOrganisation.call(command) }
            await #expect(throws: RemoteError.self) {
                try await bench.ledger.as(bench.ledger.caller.with([.readLedger])).call(command)
            }
        }
    }
}
