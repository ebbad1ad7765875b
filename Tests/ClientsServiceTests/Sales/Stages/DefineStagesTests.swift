// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct DefineStagesTests {
    @Test func theListIsReplacedAndOpportunitiesGoByIt() async throws {
        try await withClients { clients in
            let defined = try await clients.define(ifVersion: 1, .open("talk", 20), .open("offer", 60))
            #expect(defined.version == Version(unchecked: 2))
            #expect(defined.stages.map(\.code.text) == ["talk", "offer", "won", "lost", "abandoned"])
            #expect(try await clients.stages() == defined)
            let acme = try await clients.create("Acme").id
            let opportunity = try await clients.opportunity("Seats", with: acme)
            #expect(opportunity.stage.text == "talk")
            // What a fresh organisation has is told too, so that a reader knows every version.
            #expect(try await clients.feed().compactMap(\.stages?.version.rawValue) == [1, 2])
            #expect(try await clients.feed().compactMap(\.stages).last == defined)
        }
    }

    @Test func aStageWithOpenOpportunitiesStaysOpen() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let opportunity = try await clients.opportunity("Seats", with: acme)
            let inUse = StageInUse(stage: try .stage("qualification"), opportunities: Count(1))
            await #expect(throws: inUse) { try await clients.define(ifVersion: 1, .open("talk", 20)) }
            await #expect(throws: inUse) {
                try await clients.define(
                    ifVersion: 1, .open("talk", 20),
                    closed: [
                        .closed("qualification", .won), .closed("lost", .lost), .closed("abandoned", .abandoned),
                    ])
            }
            #expect(try await clients.stages().version == .one)
            let kept = try await clients.define(ifVersion: 1, .open("talk", 20), .open("qualification", 30))
            _ = try await clients.move(opportunity, to: "talk")
            let left = try await clients.define(ifVersion: kept.version.rawValue, .open("talk", 20))
            #expect(left.stages.map(\.code.text) == ["talk", "won", "lost", "abandoned"])
        }
    }

    @Test func whatEndedKeepsItsEnd() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let won = try await clients.close(clients.opportunity("Seats", with: acme), .won)
            await #expect(throws: StageInUse(stage: try .stage("won"), opportunities: Count(1))) {
                try await clients.define(
                    ifVersion: 1, .open("talk", 20),
                    closed: [
                        .closed("gained", .won), .closed("won", .lost), .closed("abandoned", .abandoned),
                    ])
            }
            try await clients.define(
                ifVersion: 1, .open("talk", 20),
                closed: [
                    .closed("gained", .won), .closed("lost", .lost), .closed("abandoned", .abandoned),
                ])
            let shown = try await clients.call(GetOpportunity(opportunity: won.id))
            #expect(shown.opportunity.stage.text == "won")
            #expect(shown.stage == nil)
            #expect(shown.probability.rawValue == 100)
            let next = try await clients.close(clients.opportunity("More", with: acme), .won)
            #expect(next.stage.text == "gained")
        }
    }

    @Test func stagesThatLeadNowhereAreRefused() async throws {
        try await withClients { clients in
            func refuse(_ stages: [Stage], at paths: String...) async {
                await #expect(
                    performing: {
                        _ = try await clients.call(
                            DefineStages(
                                idempotencyKey: .fresh(), ifVersion: .one, stages: List(validating: stages)))
                    },
                    throws: { ($0 as? RemoteError)?.violations.map(\.path) == paths })
            }
            let closed: [Stage] = try [
                .closed("won", .won), .closed("lost", .lost), .closed("abandoned", .abandoned),
            ]
            await refuse(try [.open("talk", 20), .open("talk", 30)] + closed, at: "$.stages[1].code")
            await refuse(try closed + [.open("talk", 20)], at: "$.stages[3]", "$.stages")
            await refuse(try [.open("a", 1), .open("b", 2)] + closed.dropLast(), at: "$.stages")
            await refuse(try [.open("talk", 20)] + closed + [.closed("lost2", .lost)], at: "$.stages[4].outcome")
            let certain = try Stage(
                code: .stage("won"), name: Text(validating: "Won"), probability: Probability(unchecked: 99),
                outcome: .won)
            await refuse(try [.open("talk", 20), certain] + closed.dropFirst(), at: "$.stages[1].probability")
            #expect(try await clients.stages().version == .one)
        }
    }

    @Test func anOldVersionConflicts() async throws {
        try await withClients { clients in
            let second = try await clients.define(ifVersion: 1, .open("talk", 20))
            await #expect(throws: VersionConflict(currentVersion: second.version)) {
                try await clients.define(ifVersion: 1, .open("other", 20))
            }
            #expect(try await clients.stages() == second)
        }
    }

    @Test func aRepeatedKeyDefinesOnce() async throws {
        try await withClients { clients in
            let key = try IdempotencyKey.fresh()
            let first = try await clients.define(ifVersion: 1, .open("talk", 20), key: key)
            #expect(try await clients.define(ifVersion: 1, .open("talk", 20), key: key) == first)
        }
    }

    @Test func onlyWhoConfiguresSalesDefines() async throws {
        try await withClients { clients in
            let seller = clients.as(.user(with: [.readSales, .writeSales]))
            await #expect(
                performing: { try await seller.define(ifVersion: 1, .open("talk", 20)) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
