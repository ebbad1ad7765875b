// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import ClientsService

@Suite struct DefineReasonsTests {
    @Test func whatIsLeftOutIsClosedAndCanBeGivenAgain() async throws {
        try await withClients { clients in
            let standard = try #require(try await clients.reasons(.churn))
            let own = try [NewReason.of("preis", "Preis"), .of("preis-rabatt", "Rabatt fehlte", under: "preis")]
            let first = try await clients.define(.churn, own)
            #expect(first.version == Version(unchecked: 2))
            #expect(first.reasons.prefix(2).map(\.code.text) == ["preis", "preis-rabatt"])
            #expect(first.reasons.filter(\.isClosed).map(\.code) == standard.reasons.map(\.code))
            #expect(try await clients.reasons(.churn) == first)
            let second = try await clients.define(.churn, ifVersion: 2, own + [.of("price", "Price again")])
            let price = second.reasons.filter { $0.code.text == "price" }
            #expect(price == [Reason(code: price[0].code, name: try Text(validating: "Price again"), isClosed: false)])
            // Another kind is as it was.
            #expect(try await clients.reasons(.loss)?.version == Version(unchecked: 1))
            #expect(try await clients.feed().compactMap(\.reasons) == [first, second])
        }
    }

    @Test func aDefinitionThatChangesNothingWritesNothing() async throws {
        try await withClients { clients in
            let own = try [NewReason.of("cafe", "Caf\u{E9}")]
            let first = try await clients.define(.loss, own)
            #expect(try await clients.define(.loss, ifVersion: 2, own) == first)
            // Another spelling of the same characters is another name.
            let second = try await clients.define(.loss, ifVersion: 2, [.of("cafe", "Cafe\u{301}")])
            #expect(second.version == Version(unchecked: 3))
        }
    }

    @Test func aReasonWithItsPathIsFoundWhileItIsOpen() throws {
        let tree = try ReasonRules.tree(
            [.of("a", "A"), .of("b", "B", under: "a"), .of("c", "C", under: "b")],
            after: StandardReasons.tree(.churn))
        let given = try ReasonRules.given(ReasonCode(validating: "c"), in: tree)
        #expect(given.path.map(\.text) == ["A", "B", "C"])
        for code in ["price", "d"] {
            #expect(throws: ReasonNotFound(kind: .churn)) {
                try ReasonRules.given(ReasonCode(validating: code), in: tree)
            }
        }
    }

    @Test func whatIsNoTreeIsRefused() async throws {
        try await withClients { clients in
            let refused: [([NewReason], String)] = [
                (try [.of("a", "A"), .of("a", "A")], "$.reasons[1].code"),
                (try [.of("a", "A", under: "b"), .of("b", "B", under: "a")], "$.reasons[0].parent"),
                (try [.of("a", "A", under: "a")], "$.reasons[0].parent"),
                (
                    try [
                        .of("a", "A"), .of("b", "B", under: "a"), .of("c", "C", under: "b"), .of("d", "D", under: "c"),
                        .of("e", "E", under: "d"), .of("f", "F", under: "e"),
                    ], "$.reasons[5].parent"
                ),
            ]
            for (reasons, path) in refused {
                await #expect(
                    performing: { _ = try await clients.define(.churn, reasons) }, throws: refusesParams(at: path))
            }
        }
    }

    @Test func reasonsAreNotGatheredWithoutEnd() throws {
        let present = ReasonTree(
            kind: .loss, version: Version(unchecked: 1),
            reasons: try (1...1000).map {
                Reason(code: try ReasonCode(validating: "r\($0)"), name: .example, isClosed: true)
            })
        #expect(throws: TooManyReasons(limit: Count(1000))) {
            try ReasonRules.tree([.of("new", "New")], after: present)
        }
        #expect(try ReasonRules.tree([.of("r7", "New")], after: present).reasons.count == 1000)
    }

    @Test func anOldVersionConflictsAndAnotherOrganisationHasItsOwn() async throws {
        try await withClients { clients in
            let first = try await clients.define(.churn, [.of("a", "A")])
            await #expect(throws: VersionConflict(currentVersion: first.version)) {
                try await clients.define(.churn, [.of("b", "B")])
            }
            let other = clients.inOtherOrganisation
            #expect(try await other.reasons(.churn)?.version == Version(unchecked: 1))
            #expect(try await other.define(.churn, [.of("b", "B")]).version == Version(unchecked: 2))
            #expect(try await clients.reasons(.churn) == first)
        }
    }

    @Test func aRepeatedKeyAnswersTheFirstOutcome() async throws {
        try await withClients { clients in
            let key = try IdempotencyKey.fresh()
            let first = try await clients.define(.churn, key: key, [.of("a", "A")])
            #expect(try await clients.define(.churn, key: key, [.of("a", "A")]) == first)
        }
    }

    @Test func onlyThoseWhoConfigureDefine() async throws {
        try await withClients { clients in
            let other = clients.as(.user(with: [.readClients, .writeClients]))
            await #expect(
                performing: { _ = try await other.define(.churn, [.of("a", "A")]) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
