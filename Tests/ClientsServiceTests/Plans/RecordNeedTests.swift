// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct RecordNeedTests {
    @Test func aNeedIsReplacedInWholeUntilItIsMet() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let ada = try await clients.contact("Ada", at: [acme.id])
            let first = try await clients.call(RecordNeed.of("Fewer delays", of: acme, contact: ada.id)).need
            #expect(first.version == Version(unchecked: 1))
            #expect(first.state == .open)
            let contract = try await clients.draft(with: acme).id
            let second = try await clients.call(
                RecordNeed.of("No delays", of: acme, replacing: first, state: .met, metBy: contract)
            ).need
            #expect(second.version == Version(unchecked: 2))
            #expect(second.metBy == contract)
            #expect(second.contact == nil)
            #expect(try await clients.call(ListNeeds()).items == [second])
            #expect(try await clients.feed().compactMap(\.need) == [first, second])
        }
    }

    @Test func whatIsUnknownOldOrHalfIsRefused() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let bar = try await clients.create("Bar")
            let eve = try await clients.contact("Eve", at: [bar.id])
            let first = try await clients.need("Fewer delays", of: acme)
            let second = try await clients.call(RecordNeed.of("None", of: acme, replacing: first)).need
            let other = clients.inOtherOrganisation
            let theirs = try await other.create("Theirs")
            await #expect(throws: ClientNotFound()) { try await other.need("X", of: acme) }
            await #expect(throws: NeedNotFound()) {
                try await other.call(RecordNeed.of("X", of: theirs, replacing: second))
            }
            await #expect(throws: NeedNotFound()) {
                try await clients.call(RecordNeed.of("X", of: bar, replacing: second))
            }
            await #expect(throws: ContactNotFound()) {
                try await clients.call(RecordNeed.of("X", of: acme, contact: eve.id))
            }
            let signed = try await clients.draft(with: bar)
            await #expect(throws: ContractNotFound()) {
                try await clients.call(RecordNeed.of("X", of: acme, state: .met, metBy: signed.id))
            }
            await #expect(throws: VersionConflict(currentVersion: second.version)) {
                try await clients.call(RecordNeed.of("X", of: acme, replacing: first))
            }
            let half = try RecordNeed(
                idempotencyKey: .fresh(), ifVersion: first.version, client: acme.id, kind: .pain, priority: .low,
                statement: Text(validating: "X"), metBy: .new(at: Clocks.start))
            await #expect(
                performing: { _ = try await clients.call(half) }, throws: refusesParams(at: "$.ifVersion", "$.metBy"))
            let reader = clients.as(.user(with: [.readPlans]))
            await #expect(
                performing: { try await reader.need("X", of: acme) }, throws: isRemoteError(.permissionDenied))
        }
    }
}
