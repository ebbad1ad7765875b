// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct FindDuplicatesTests {
    @Test(arguments: [
        ("Müller & Söhne GmbH", "MUELLER UND SOEHNE"), ("S.A.R.L. Dupont Frères", "Freres Dupont"),
        ("株式会社トヨタ自動車", "トヨタ自動車"), ("บริษัท ไทยเบฟ จำกัด (มหาชน)", "ไทยเบฟ"),
        ("ООО Ромашка Север", "Ромашка Север"), ("Công ty TNHH Hoa Sen Xanh", "HOA SEN XANH"),
        ("Foo Bar Sp. z o.o.", "BAR FOO"), ("O'Neill Marine Ltd", "ONeill Marine, Inc."),
        ("\u{FF21}cme Widgets", "acme widgets"),
    ])
    func namesAreTheSameWhateverTheirLegalFormAccentsAndScript(stored: String, asked: String) async throws {
        try await withClients { clients in
            let client = try await clients.create(stored)
            try await clients.create("Quite another one")
            let found = try await clients.duplicates(of: asked)
            #expect(found.map(\.client.id) == [client.id])
            #expect(found.first?.reasons == [.sameName])
        }
    }

    @Test func everyReasonIsTold() async throws {
        try await withClients { clients in
            let details = try NewClientDetails.of(
                domain: "lotus.example", taxID: "DE 811 569 869", phone: "+49 30 1234567", email: "info@lotus.example",
                street: "12 Long Lane", postalCode: "10115", city: "Berlin")
            let client = try await clients.create("Lotus Trading", with: details)
            let found = try await clients.duplicates(of: "LOTUS TRADING GMBH", with: details)
            #expect(found.map(\.client.id) == [client.id])
            #expect(found.first?.score == DuplicateScore(unchecked: 100))
            #expect(
                found.first?.reasons == [.sameName, .sameEmail, .samePhone, .sameDomain, .sameTaxId, .sameAddress])
            let misspelt = try await clients.duplicates(
                of: "Lotos Trading",
                with: .of(taxID: "DE811569896", street: "21 Long Lane", postalCode: "10117", city: "Berlin"))
            #expect(misspelt.first?.reasons == [.similarName, .similarTaxId, .similarAddress])
        }
    }

    @Test func oneThingInCommonIsEnoughWhenItTellsMuch() async throws {
        try await withClients { clients in
            let details = try NewClientDetails.of(
                domain: "lotus.example", taxID: "DE811569869", phone: "+49 30 1234567", email: "a@lotus.example")
            let client = try await clients.create("Lotus Trading", with: details)
            for (given, reason) in [
                (try NewClientDetails.of(taxID: "de-811.569.869"), DuplicateReason.sameTaxId),
                (try .of(phone: "0049 30 1234567"), .samePhone), (try .of(domain: "lotus.example"), .sameDomain),
                (try .of(email: "b@lotus.example"), .sameDomain),
            ] {
                let found = try await clients.duplicates(of: "Zebra", with: given)
                #expect(found.map(\.client.id) == [client.id], "\(reason)")
                #expect(found.first?.reasons == [reason])
            }
        }
    }

    @Test func neighboursAndNamesakesAreNotTakenForOne() async throws {
        try await withClients { clients in
            let house = try NewClientDetails.of(street: "12 Long Lane", postalCode: "10115", city: "Berlin")
            try await clients.create("Lotus Trading", with: house)
            #expect(try await clients.duplicates(of: "Zebra Consulting", with: house).isEmpty)
            #expect(try await clients.duplicates(of: "Lotus Shipping").isEmpty)
            #expect(try await clients.duplicates(of: "Lotus Trading Asia Pacific").isEmpty)
        }
    }

    @Test func aStoredClientIsNotItsOwnDuplicate() async throws {
        try await withClients { clients in
            let first = try await clients.create("Acme Widgets")
            let second = try await clients.create("ACME Widgets Ltd")
            let found = try await clients.call(FindDuplicates(client: first.id)).items
            #expect(found.map(\.client.id) == [second.id])
            #expect(try await clients.call(FindDuplicates(client: second.id)).items.map(\.client.id) == [first.id])
        }
    }

    @Test func changesOfNameAndDetailsAreFollowed() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme Widgets")
            _ = try await clients.call(
                UpdateClient(
                    idempotencyKey: .fresh(), client: client.id, ifVersion: client.version,
                    name: Text(validating: "Zebra Consulting")))
            #expect(try await clients.duplicates(of: "Acme Widgets").isEmpty)
            #expect(try await clients.duplicates(of: "Zebra Consulting").count == 1)
        }
    }

    @Test func hiddenClientsAreAbsent() async throws {
        try await withClients { clients in
            let seen = try await clients.create("Acme Widgets")
            let hidden = try await clients.create("Acme Widgets Ltd")
            try await clients.inOtherOrganisation.create("Acme Widgets Inc")
            try await clients.grant(seen, to: AccessHolder(user: .ann))
            let ann = clients.seen(by: .ann)
            #expect(try await ann.duplicates(of: "Acme Widgets").map(\.client.id) == [seen.id])
            #expect(try await ann.call(FindDuplicates(client: seen.id)).items.isEmpty)
            #expect(try await ann.call(ListDuplicates()).items.isEmpty)
            await #expect(throws: ClientNotFound()) { try await ann.call(FindDuplicates(client: hidden.id)) }
            await #expect(throws: ClientNotFound()) {
                try await clients.inOtherOrganisation.call(FindDuplicates(client: seen.id))
            }
            #expect(try await clients.call(FindDuplicates(client: seen.id)).items.map(\.client.id) == [hidden.id])
        }
    }

    @Test func onlyReadersAsk() async throws {
        try await withClients { clients in
            let writer = clients.as(.user(with: [.readAllClients, .writeClients]))
            await #expect(
                performing: { try await writer.duplicates(of: "Acme") }, throws: isRemoteError(.permissionDenied))
        }
    }
}
