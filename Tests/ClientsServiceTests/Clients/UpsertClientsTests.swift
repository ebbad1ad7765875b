// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ClientsService
import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct UpsertClientsTests {
    @Test func eachRowHasItsOutcomeInOrder() async throws {
        try await withClients { clients in
            let first = try await clients.upsert(
                .of("1", name: "One", country: "GB"), .of("2", name: "Two"), .of("3"))
            #expect(first.map(\.kind) == [.created, .created, .refused])
            #expect(first[2].refusal?.reason == .nameMissing)
            #expect(first[2].refusal?.path.text == "$.rows[2].name")

            let second = try await clients.upsert(
                .of("2", name: "Two"), .of("4", name: "Four", country: "Atlantis"), .of("1", tier: "gold"),
                .of("3", name: "Three"))
            #expect(second.map(\.kind) == [.unchanged, .refused, .updated, .created])
            #expect(second[1].refusal?.reason == .invalidValue)
            #expect(second[1].refusal?.path.text == "$.rows[1].country")
            #expect(second[1].refusal?.rule.text == "must be two capital letters, such as GB")
            #expect(second[0].client == first[1].client)
            #expect(second[2].client == first[0].client)
            #expect(second.map(\.version?.rawValue) == [1, nil, 2, 1])

            let one = try await clients.call(GetClient(externalId: .shop("1"))).client
            #expect(one.name.text == "One")
            #expect(one.tier?.text == "gold")
            #expect(one.country?.text == "GB")
            #expect(one.kind == .company)
            #expect(one.lifecycle == .prospect)
            #expect(try await clients.feed().map(\.client?.label) == ["One", "Two", "One", "Three"])
        }
    }

    @Test func newClientsAreListedInTheOrderOfTheirRows() async throws {
        try await withClients { clients in
            try await clients.fill(200)
            let names = try await clients.list().items.map(\.label)
            #expect(names == (0..<200).map { "Client number\($0)" })
        }
    }

    @Test func fieldsAreClearedByNameOnly() async throws {
        try await withClients { clients in
            _ = try await clients.upsert(.of("1", name: "One", tier: "gold", country: "GB"))
            let outcomes = try await clients.upsert(
                .of("1", clear: [.tier]), .of("2", name: "Two", tier: "gold", clear: [.tier]))
            #expect(outcomes.map(\.kind) == [.updated, .refused])
            #expect(outcomes[1].refusal?.path.text == "$.rows[1].tier")
            let one = try await clients.call(GetClient(externalId: .shop("1"))).client
            #expect(one.tier == nil)
            #expect(one.country?.text == "GB")
        }
    }

    @Test func ofRowsForOneClientTheFirstThatIsValidCounts() async throws {
        try await withClients { clients in
            let new = try await clients.upsert(
                .of("1", name: ""), .of("1", name: "First"), .of("1", name: "Second"))
            #expect(new.map(\.kind) == [.refused, .created, .refused])
            #expect(new.map(\.refusal?.reason) == [.invalidValue, nil, .repeated])

            let client = try await clients.call(GetClient(externalId: .shop("1"))).client
            _ = try await clients.call(
                UpdateClient(
                    idempotencyKey: .fresh(), client: client.id, ifVersion: client.version,
                    addExternalIds: List(validating: [.shop("1b")])))
            let known = try await clients.upsert(.of("1b", name: "Third"), .of("1", name: "Fourth"))
            #expect(known.map(\.kind) == [.updated, .refused])
            #expect(try await clients.call(GetClient(client: client.id)).client.name.text == "Third")
        }
    }

    @Test func aCallOfBadRowsOnlyWritesNothing() async throws {
        try await withClients { clients in
            let outcomes = try await clients.upsert(.of("", name: "One"), .of("2", name: "Two", country: "gb"))
            #expect(outcomes.map(\.kind) == [.refused, .refused])
            #expect(try await clients.feed().isEmpty)
        }
    }

    @Test func spellingsThatDifferInBytesAreDifferentIDs() async throws {
        try await withClients { clients in
            let outcomes = try await clients.upsert(
                .of("caf\u{E9}", name: "Composed"), .of("cafe\u{301}", name: "Decomposed"), .of("1", name: "a"),
                .of("1 ", name: "b"))
            #expect(outcomes.map(\.kind) == [.created, .created, .created, .created])
        }
    }

    @Test func aRepeatedKeyAnswersTheFirstOutcome() async throws {
        try await withClients { clients in
            let key = try IdempotencyKey.fresh()
            let first = try await clients.upsert(.of("1", name: "One"), key: key)
            #expect(first.map(\.kind) == [.created])
            #expect(try await clients.upsert(.of("1", name: "One"), key: key) == first)
            #expect(try await clients.upsert(.of("1", name: "One")).map(\.kind) == [.unchanged])
            await #expect(throws: IdempotencyKeyReused()) {
                try await clients.upsert(.of("1", name: "Other"), key: key)
            }
        }
    }

    @Test func organisationsHaveTheirOwnClients() async throws {
        try await withClients { clients in
            let ours = try await clients.upsert(.of("1", name: "Ours"))
            let theirs = try await clients.inOtherOrganisation.upsert(.of("1", name: "Theirs"))
            #expect(theirs.map(\.kind) == [.created])
            #expect(theirs[0].client != ours[0].client)
            #expect(try await clients.call(GetClient(externalId: .shop("1"))).client.name.text == "Ours")
        }
    }

    /// Rows in opposite orders would deadlock if each row's lock were taken by itself.
    @Test func callsForTheSameNewIDsAtTheSameTimeMakeOneClientEach() async throws {
        var surroundings = TestSurroundings()
        surroundings.poolSize = 8
        try await withClients(in: surroundings) { clients in
            let ids = (1...40).map(String.init)
            let outcomes = try await withThrowingTaskGroup(of: [ClientRowOutcome].self) { group in
                for task in 1...8 {
                    let ids = task % 2 == 0 ? ids : ids.reversed()
                    group.addTask {
                        let rows = try ids.map { try ClientRow.of($0, name: "Client \($0)") }
                        return try await clients.call(
                            UpsertClients(idempotencyKey: .fresh(), system: .shop, rows: List(validating: rows))
                        ).outcomes
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(outcomes.count { $0.kind == .created } == 40)
            #expect(outcomes.count { $0.kind == .unchanged } == 280)
            #expect(Set(outcomes.compactMap(\.client)).count == 40)
            #expect(try await clients.list().items.count == 40)
            #expect(try await clients.feed().map(\.position.rawValue) == Array(1...40))
        }
    }

    @Test func bulkAndSingleWritesAtTheSameTimeNeverWaitCrosswise() async throws {
        var surroundings = TestSurroundings()
        surroundings.poolSize = 8
        try await withClients(in: surroundings) { clients in
            try await clients.fill(20)
            let all = try await clients.list().items
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (number, client) in all.enumerated() {
                    group.addTask {
                        _ = try await clients.call(
                            UpdateClient(
                                idempotencyKey: .fresh(), client: client.id, ifVersion: client.version,
                                addExternalIds: List(validating: [.shop("new-\(number)")])))
                    }
                    group.addTask {
                        let rows = try (0..<20).reversed().map {
                            try ClientRow.of("new-\($0)", name: "New \($0)", tier: "\(number)")
                        }
                        _ = try await clients.call(
                            UpsertClients(idempotencyKey: .fresh(), system: .billing, rows: List(validating: rows)))
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await clients.list().items.count == 40)
        }
    }

    @Test func onlyWritersUpsert() async throws {
        try await withClients { clients in
            let reader = clients.as(.user(with: [.readClients]))
            await #expect(
                performing: { _ = try await reader.upsert(.of("1", name: "One")) },
                throws: isRemoteError(.permissionDenied))
        }
    }

    @Test(arguments: [0, 501])
    func aCallHasOneToFiveHundredRows(count: Int) async throws {
        try await withClients { clients in
            let rows = Array(repeating: #"{"externalId":"1","name":"One"}"#, count: count).joined(separator: ",")
            let answer = await clients.answer(
                to: """
                    {"jsonrpc":"2.0","id":1,"method":"clients.upsertClients","params":{"idempotencyKey":"k",\
                    "system":"shop","rows":[\(rows)]}}
                    """)
            #expect(answer.contains(#""path":"$.rows""#))
        }
    }
}
