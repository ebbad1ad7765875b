// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct DefineTiersTests {
    @Test func definedTiersTakeThePlaceOfAllThatThereWere() async throws {
        try await withClients { clients in
            let defined = try await clients.call(
                define([tier("Gold", 7, 300), tier("Silver", 30, 200)], otherwise: 365)
            ).tiers
            #expect(defined.version == Version(unchecked: 2))
            #expect(try await clients.call(ListTiers()).tiers == defined)
            #expect(try await clients.feed().last?.tiers == defined)
            let again = try await clients.call(define(defined.tiers, otherwise: 365, ifVersion: 2)).tiers
            #expect(again == defined)
            #expect(try await clients.inOtherOrganisation.call(ListTiers()).tiers.version == Version(unchecked: 1))
        }
    }

    @Test func whatIsTwiceOrOldOrNotAllowedIsRefused() async throws {
        try await withClients { clients in
            await #expect(
                performing: { _ = try await clients.call(define([tier("A", 1, 100), tier("A", 2, 100)])) },
                throws: refusesParams(at: "$.tiers[1].name"))
            _ = try await clients.call(define([tier("A", 1, 100)]))
            await #expect(throws: VersionConflict(currentVersion: Version(unchecked: 2))) {
                try await clients.call(define([]))
            }
            let writer = clients.as(.user(with: [.readWork, .writeWork]))
            await #expect(
                performing: { _ = try await writer.call(define([])) }, throws: isRemoteError(.permissionDenied))
        }
    }

    private func define(_ tiers: [Tier], otherwise: Int64? = nil, ifVersion: Int64 = 1) throws -> DefineTiers {
        try DefineTiers(
            idempotencyKey: .fresh(), ifVersion: Version(unchecked: ifVersion), tiers: List(validating: tiers),
            otherwise: otherwise.map { try CadenceDays(validating: $0) })
    }

    private func tier(_ name: String, _ cadence: Int64, _ value: Int64) throws -> Tier {
        Tier(
            name: try Text(validating: name), cadence: try CadenceDays(validating: cadence),
            value: try TierValue(validating: value))
    }
}
