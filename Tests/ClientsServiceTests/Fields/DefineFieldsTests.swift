// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct DefineFieldsTests {
    @Test func aFieldThatIsLeftOutIsRetiredAndKeepsItsValues() async throws {
        try await withClients { clients in
            try await clients.define(.client, [.of("note", .text), .of("seats", .integer)])
            let acme = try await clients.client("Acme", .text("note", "Likes tea"), .integer("seats", 3))
            let defined = try await clients.define(.client, [.of("seats", .integer)])
            #expect(defined.fields.map(\.name.text) == ["seats", "note"])
            #expect(defined.fields.map(\.isRetired) == [false, true])
            #expect(try await clients.call(GetClient(client: acme.id)).client == acme)
            #expect(try await clients.named(.of("note", equals: "likes tea")) == ["Acme"])
            await #expect(
                performing: { _ = try await clients.update(acme, .text("note", "Likes coffee")) },
                throws: refuses(("$.fields[0]", "field note must not be changed: it is retired")))
            // Who writes back what he read changes nothing of it.
            let updated = try await clients.update(acme, .text("note", "Likes tea"), .integer("seats", 4))
            #expect(updated.fields?.map(\.name.text) == ["note", "seats"])
            let again = try await clients.define(.client, [.of("note", .text), .of("seats", .integer)])
            #expect(again.fields.map(\.isRetired) == [false, false])
            #expect(try await clients.update(updated, .text("note", "Likes coffee")).version.rawValue == 3)
        }
    }

    @Test func limitsAreNotAskedOfWhatIsStored() async throws {
        try await withClients { clients in
            try await clients.define(
                .client,
                [.of("seats", .integer), .of("colour", .choice, choices: ["red", "green"]), .of("note", .text)])
            let acme = try await clients.client("Acme", .integer("seats", 3), .choice("colour", "red"))
            try await clients.define(
                .client,
                [
                    .of("seats", .integer, limits: .range("5", "9")), .of("colour", .choice, choices: ["green"]),
                    .of("note", .text, isRequired: true),
                ])
            let same = try await clients.update(acme, .integer("seats", 3), .choice("colour", "red"))
            #expect(same == acme)
            await #expect(
                performing: { _ = try await clients.update(acme, .integer("seats", 4)) },
                throws: refuses(("$.fields[0]", "field seats must not be less than 5")))
            let green = try await clients.update(acme, .choice("colour", "green"))
            await #expect(
                performing: { _ = try await clients.update(green, .choice("colour", "red")) },
                throws: refuses(("$.fields[0]", "field colour must not be red, which is no choice or a retired one")))
            let noted = try await clients.update(green, .text("note", "Once"))
            await #expect(
                performing: { _ = try await clients.update(noted, .none("note")) },
                throws: refuses(("$.fields", "field note must have a value")))
        }
    }

    @Test func kindAndTargetAreForGood() async throws {
        try await withClients { clients in
            try await clients.define(.client, [.of("note", .text), .of("buddy", .reference, target: .user)])
            try await clients.define(.client, [])
            let command = try DefineFields.of(
                .client, [.of("note", .integer), .of("buddy", .reference, target: .client)],
                ifVersion: Version(unchecked: 3))
            await #expect(
                performing: { _ = try await clients.call(command) },
                throws: refuses(
                    ("$.fields[0].kind", "must stay text: the kind of a field is for good"),
                    ("$.fields[1].target", "must stay as it is: what a field refers to is for good")))
        }
    }

    @Test func whatDoesNotFitTogetherIsNamed() async throws {
        try await withClients { clients in
            let command = try DefineFields.of(
                .contract,
                [
                    .of("a", .text, limits: .text(5, 4)), .of("a", .choice), .of("b", .text, choices: ["x"]),
                    .of("c", .reference), .of("d", .integer, limits: .range("9", "5")),
                    .of("e", .money, limits: .range("1", nil)), .of("f", .date, limits: .range("soon", nil)),
                    .of("g", .choices, choices: ["x", "x"]), .of("h", .flag, limits: .text(1, nil)),
                ])
            await #expect(
                performing: { _ = try await clients.call(command) },
                throws: refusesParams(
                    at: "$.fields[0].limits.longest", "$.fields[1].name", "$.fields[1].choices",
                    "$.fields[2].choices", "$.fields[3].target", "$.fields[4].limits.greatest",
                    "$.fields[5].limits.least", "$.fields[6].limits.least", "$.fields[7].choices[1].code",
                    "$.fields[8].limits.shortest"))
            #expect(try await clients.call(ListFields()).fields.fields.isEmpty)
        }
    }

    @Test func retiredFieldsCount() async throws {
        try await withClients { clients in
            for round in 0..<2 {
                try await clients.define(.contact, try (0..<50).map { try .of("f\(round)_\($0)", .flag) })
            }
            let command = try DefineFields.of(.contact, [.of("more", .flag)], ifVersion: Version(unchecked: 3))
            await #expect(
                performing: { _ = try await clients.call(command) },
                throws: refuses(("$.fields", "must not make more than 100 fields with the retired ones")))
        }
    }

    @Test func theFeedTellsAndTheSameAgainIsNothing() async throws {
        try await withClients { clients in
            let defined = try await clients.define(.client, try NewCustomField.ofEachKind)
            #expect(try await clients.feed().last?.fields == defined)
            #expect(try await clients.define(.client, try NewCustomField.ofEachKind) == defined)
            #expect(try await clients.feed().count == 1)
        }
    }

    @Test func anOldVersionConflicts() async throws {
        try await withClients { clients in
            try await clients.define(.client, [.of("note", .text)])
            await #expect(throws: VersionConflict(currentVersion: Version(unchecked: 2))) {
                try await clients.call(DefineFields.of(.contact, [.of("note", .text)]))
            }
        }
    }

    @Test func onlyWhoConfiguresDefines() async throws {
        try await withClients { clients in
            let writer = clients.as(.user(with: [.readClients, .writeClients]))
            await #expect(
                performing: { _ = try await writer.call(DefineFields.of(.client, [])) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
