// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct DefineSeveritiesTests {
    @Test func definedSeveritiesTakeThePlaceOfAllThatThereWere() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let acme = try await clients.create("Acme")
            let before = try await clients.open("Before", about: acme)
            let one = try severity("p1", 15, 30, 60)
            let defined = try await clients.call(define([one, severity("p2", 60, 60, 60)])).severities
            #expect(defined.version == Version(unchecked: 2))
            #expect(defined.severities.map(\.code.text) == ["p1", "p2"])
            #expect(try await clients.call(ListSeverities()).severities == defined)
            #expect(try await clients.feed().last?.severities == defined)
            let after = try await clients.open("After", about: acme, severity: "p1")
            #expect(after.acknowledgeBy == time.now.adding(seconds: 900))
            await #expect(throws: SeverityUnknown(known: defined.severities.map(\.code))) {
                try await clients.open("Old", about: acme, severity: "high")
            }
            #expect(try await clients.call(GetConcern(concern: before.id)).status.concern == before)
            let again = try await clients.call(define(defined.severities, ifVersion: 2)).severities
            #expect(again == defined)
        }
    }

    @Test func whatDoesNotFitTogetherIsNamed() async throws {
        try await withClients { clients in
            let command = try define([
                severity("p1", 10, 5, 20), severity("p1", 10, 20, 15),
            ])
            await #expect(
                performing: { _ = try await clients.call(command) },
                throws: refusesParams(
                    at: "$.severities[0].assignWithin", "$.severities[1].code", "$.severities[1].resolveWithin"))
        }
    }

    @Test func anOldVersionConflicts() async throws {
        try await withClients { clients in
            _ = try await clients.call(define([severity("p1", 1, 2, 3)]))
            await #expect(throws: VersionConflict(currentVersion: Version(unchecked: 2))) {
                try await clients.call(define([severity("p2", 1, 2, 3)]))
            }
        }
    }

    @Test func onlyWhoConfiguresDefines() async throws {
        try await withClients { clients in
            let writer = clients.as(.user(with: [.readConcerns, .writeConcerns]))
            await #expect(
                performing: { _ = try await writer.call(define([severity("p1", 1, 2, 3)])) },
                throws: isRemoteError(.permissionDenied))
        }
    }

    private func define(_ severities: [Severity], ifVersion: Int64 = 1) throws -> DefineSeverities {
        try DefineSeverities(
            idempotencyKey: .fresh(), ifVersion: Version(unchecked: ifVersion),
            severities: List(validating: severities))
    }

    private func severity(
        _ code: String, _ acknowledge: Int64, _ assign: Int64, _ resolve: Int64
    ) throws -> Severity {
        Severity(
            code: try SeverityCode(validating: code), name: try Text(validating: code.uppercased()),
            acknowledgeWithin: Minutes(unchecked: acknowledge), assignWithin: Minutes(unchecked: assign),
            resolveWithin: Minutes(unchecked: resolve))
    }
}
