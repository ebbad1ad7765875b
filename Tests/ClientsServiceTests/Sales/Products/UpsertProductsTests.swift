// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@Suite struct UpsertProductsTests {
    @Test func aProductIsKeptAndReplacedInWhole() async throws {
        try await withClients { clients in
            let row = try ProductRow(
                code: .code("A/100"), name: Text(validating: "ที่นั่ง"),
                description: LongText(validating: "One seat.\nFor one user."), unit: Text(validating: "seat"),
                listPrice: .of("19.90"), billing: .monthly)
            let outcome = try await clients.upsertProducts(row)
            let first = try await clients.products().items
            #expect(outcome.map(\.kind) == [.created])
            #expect(outcome.map(\.product) == first.map(\.id))
            #expect(first.map(\.version.rawValue) == [1])
            #expect(first.map(\.name) == [row.name])
            #expect(first.map(\.description) == [row.description])
            #expect(first.map(\.unit) == [row.unit])
            #expect(first.map(\.listPrice) == [row.listPrice])
            #expect(first.map(\.billing) == [.monthly])
            #expect(first.map(\.isOffered) == [true])
            #expect(try await clients.upsertProducts(row).map(\.kind) == [.unchanged])
            let replaced = try await clients.upsertProducts(.of("A/100", name: "Seat", isOffered: false))
            let second = try await clients.products().items
            #expect(replaced.map(\.kind) == [.updated])
            #expect(second.map(\.id) == first.map(\.id))
            #expect(second.map(\.version.rawValue) == [2])
            #expect(second.map(\.description) == [nil])
            #expect(second.map(\.listPrice) == [nil])
            #expect(second.map(\.billing) == [.once])
            #expect(second.map(\.isOffered) == [false])
            #expect(try await clients.feed().compactMap(\.product) == first + second)
        }
    }

    @Test func complementsMayBeOfTheSameCallAndOfEachOther() async throws {
        try await withClients { clients in
            let made = try await clients.upsertProducts(
                .of("seat", complements: ["training", "support"]), .of("support", complements: ["seat"]),
                .of("training"))
            let ids = made.map(\.product)
            #expect(try await clients.products().items.map(\.complements) == [[ids[2], ids[1]], [ids[0]], []])
            try await clients.upsertProducts(.of("seat", complements: ["support"]))
            #expect(try await clients.products().items.map(\.complements) == [[ids[1]], [ids[0]], []])
        }
    }

    @Test func anUnknownComplementRefusesTheWholeCall() async throws {
        try await withClients { clients in
            try await clients.inOtherOrganisation.upsertProducts(.of("theirs"))
            await #expect(throws: ProductCodeUnknown(product: try .code("theirs"))) {
                try await clients.upsertProducts(.of("seat"), .of("support", complements: ["seat", "theirs"]))
            }
            #expect(try await clients.products().items.isEmpty)
            #expect(try await clients.feed().isEmpty)
        }
    }

    @Test func anOldVersionRefusesTheWholeCall() async throws {
        try await withClients { clients in
            let first = try await clients.upsertProducts(.of("seat", name: "One"))[0].version
            let second = try await clients.upsertProducts(.of("seat", name: "Two", ifVersion: first))[0].version
            await #expect(throws: ProductVersionConflict(product: try .code("seat"), currentVersion: second)) {
                try await clients.upsertProducts(.of("new"), .of("seat", name: "Three", ifVersion: first))
            }
            await #expect(throws: ProductVersionConflict(product: try .code("new"), currentVersion: nil)) {
                try await clients.upsertProducts(.of("new", ifVersion: first))
            }
            #expect(try await clients.products().items.map(\.name.text) == ["Two"])
        }
    }

    @Test func rowsThatDoNotFitTogetherAreAllNamed() async throws {
        try await withClients { clients in
            await #expect(
                performing: {
                    try await clients.upsertProducts(
                        .of("seat", complements: ["support", "seat", "support"]), .of("support"), .of("support"))
                },
                throws: refusesParams(
                    at: "$.rows[0].complements[1]", "$.rows[0].complements[2]", "$.rows[2].code"))
            let made = try await clients.products().items
            #expect(made.isEmpty)
        }
    }

    @Test func codesAreOfOneOrganisation() async throws {
        try await withClients { clients in
            let ours = try await clients.product("seat")
            let theirs = try await clients.inOtherOrganisation.product("seat")
            #expect(ours != theirs)
            #expect(try await clients.products().items.map(\.id) == [ours])
            #expect(try await clients.inOtherOrganisation.products().items.map(\.id) == [theirs])
        }
    }

    @Test func aRepeatedKeyAnswersTheFirstOutcome() async throws {
        try await withClients { clients in
            let key = try IdempotencyKey.fresh()
            let first = try await clients.upsertProducts(.of("seat"), key: key)
            #expect(try await clients.upsertProducts(.of("seat"), key: key) == first)
            #expect(try await clients.feed().count == 1)
        }
    }

    @Test func onlyWhoConfiguresSalesWritesTheCatalogue() async throws {
        try await withClients { clients in
            let seller = clients.as(.user(with: [.readSales, .writeSales]))
            await #expect(
                performing: { try await seller.upsertProducts(.of("seat")) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
