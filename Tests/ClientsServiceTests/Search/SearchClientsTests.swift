// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct SearchClientsTests {
    @Test(arguments: [
        ("muller", "Müller Bau GmbH"), ("MÜLLER bau", "Müller Bau GmbH"), ("bau muller", "Müller Bau GmbH"),
        ("mu\u{308}ller", "Müller Bau GmbH"), ("strasse", "Straße & Söhne"), ("nguyen van duc", "Nguyễn Văn Đức"),
        ("nguyễn đức", "Nguyễn Văn Đức"), ("田中", "株式会社田中産業"), ("田中産業", "株式会社田中産業"),
        ("ไทยเบฟ", "บริษัท ไทยเบฟเวอเรจ จำกัด"), ("เวอเรจ", "บริษัท ไทยเบฟเวอเรจ จำกัด"), ("ＡＣＭＥ", "Acme Ltd"),
        ("שלום", "שלום בע״מ"), ("o'neil", "O'Neil Brothers"), ("acm", "Acme Ltd"), ("서울", "서울 전자"),
    ])
    func aNameIsFoundInAnyScript(text: String, name: String) async throws {
        try await withClients { clients in
            try await fill(clients)
            #expect(try await clients.search(text).map(\.client.label) == [name])
        }
    }

    @Test(arguments: [
        ("mueler", "Müller Bau GmbH"), ("northwnd traders", "Northwind Traders"), ("nothwind", "Northwind Traders"),
        ("nguyn van duc", "Nguyễn Văn Đức"), ("田仲産業", "株式会社田中産業"), ("株式会社田仲産業", "株式会社田中産業"),
    ])
    func aNameIsFoundWithMistakes(text: String, name: String) async throws {
        try await withClients { clients in
            try await fill(clients)
            let found = try await clients.search(text)
            #expect(found.first?.client.label == name)
            #expect(found.first?.by == .name)
            #expect(found.allSatisfy { (1...89).contains($0.score.rawValue) })
        }
    }

    @Test func theBestMatchStandsFirst() async throws {
        try await withClients { clients in
            for name in ["New Acme Holding", "Acme Trading", "ACME", "Acmeon"] { try await clients.create(name) }
            let found = try await clients.search("acme")
            #expect(found.map(\.client.label).prefix(3) == ["ACME", "Acme Trading", "Acmeon"])
            #expect(found.map(\.score.rawValue).prefix(3) == [100, 90, 90])
            #expect(found.count == 4)
            #expect(try await clients.search("acme", limit: 1).map(\.client.label) == ["ACME"])
        }
    }

    @Test(arguments: [
        ("northwind.example", MatchKind.domain, 100), ("https://www.Northwind.example/contact", .domain, 100),
        ("info@northwind.example", .email, 100), ("INFO@north", .email, 80), ("DE 136.695-976", .taxId, 100),
        ("136695976", .taxId, 85), ("DE13669", .taxId, 80), ("+44 20 7946 0958", .phone, 100),
        ("020 7946 0958", .phone, 85), ("7946 0958", .phone, 85),
    ])
    func aClientIsFoundByWhatItIsKnownBy(text: String, by: MatchKind, score: Int) async throws {
        try await withClients { clients in
            try await fill(clients)
            let found = try await clients.search(text)
            #expect(found.map(\.client.label) == ["Northwind Traders"])
            #expect(found.map(\.by) == [by])
            #expect(found.map(\.score) == [Count(score)])
        }
    }

    @Test func whoReadsContactsFindsAClientByThem() async throws {
        try await withClients { clients in
            let client = try await clients.create("Lotus")
            try await clients.contact(
                "Somchai", at: [client.id], channels: [.email("Somchai@Lotus.example"), .phone("+66 81 234 5678")])
            for text in ["somchai@lotus.example", "081 234 5678", "@lotus.example"] {
                let found = try await clients.search(text)
                #expect(found.map(\.client.label) == ["Lotus"], "\(text)")
                #expect(found.map(\.by) == [.contact], "\(text)")
            }
            let other = clients.as(.user(with: [.readClients, .readAllClients]))
            #expect(try await other.search("somchai@lotus.example").isEmpty)
        }
    }

    @Test func whatIsReplacedIsNotFoundAnyMore() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme", domain: "old.example")
            let updated = try await clients.call(
                UpdateClient(
                    idempotencyKey: .fresh(), client: client.id, ifVersion: client.version,
                    name: Text(validating: "Globex"),
                    details: NewClientDetails(domains: List(validating: [DomainName(validating: "new.example")])))
            ).client
            #expect(updated.details?.domains.map(\.text) == ["new.example"])
            for (text, count) in [("old.example", 0), ("new.example", 1), ("acme", 0), ("globex", 1)] {
                #expect(try await clients.search(text).count == count, "\(text)")
            }
        }
    }

    @Test func hiddenClientsAndThoseOfOtherOrganisationsAreAbsent() async throws {
        try await withClients { clients in
            let seen = try await clients.create("Acme One", domain: "acme.example")
            let hidden = try await clients.create("Acme Two", domain: "acme.example")
            try await clients.contact("Ada", at: [hidden.id], channels: [.email("ada@two.example")])
            try await clients.grant(seen, to: AccessHolder(user: .ann))
            let ann = clients.seen(by: .ann)
            for text in ["acme", "acme.example", "acne", "acme two"] {
                #expect(try await ann.search(text).allSatisfy { $0.client.id == seen.id }, "\(text)")
            }
            #expect(try await ann.search("acme").count == 1)
            #expect(try await ann.search("ada@two.example").isEmpty)
            for text in ["acme", "acme.example", "acne"] {
                #expect(try await clients.inOtherOrganisation.search(text).isEmpty, "\(text)")
            }
        }
    }

    @Test(arguments: ["!!!", "'", "\\", "a'b:*&|!()", "%", "🙂", "-", "@", "+", "zzzzzzz", "\u{300}"])
    func anyTextIsAllowed(text: String) async throws {
        try await withClients { clients in
            try await fill(clients)
            #expect(try await clients.search(text).isEmpty)
        }
    }

    @Test func onlyReadersSearch() async throws {
        try await withClients { clients in
            let writer = clients.as(.user(with: [.writeClients]))
            await #expect(
                performing: { _ = try await writer.search("acme") }, throws: isRemoteError(.permissionDenied))
        }
    }

    private func fill(_ clients: ClientsUnderTest) async throws {
        for name in [
            "Müller Bau GmbH", "Straße & Söhne", "Nguyễn Văn Đức", "株式会社田中産業", "บริษัท ไทยเบฟเวอเรจ จำกัด",
            "Acme Ltd", "שלום בע״מ", "O'Neil Brothers", "서울 전자",
        ] { try await clients.create(name) }
        _ = try await clients.call(
            CreateClient(
                idempotencyKey: .fresh(), kind: .company, name: Text(validating: "Northwind Traders"),
                details: NewClientDetails(
                    domains: List(validating: [DomainName(validating: "Northwind.example")]),
                    taxIds: List(validating: [NewTaxID(value: Text(validating: "DE 136 695 976"))]),
                    channels: List(validating: [.email("info@northwind.example"), .phone("+44 20 7946 0958")]))))
    }
}

extension ClientsUnderTest {
    func search(_ text: String, limit: Int64? = nil) async throws -> [ClientMatch] {
        try await call(
            SearchClients(text: Text(validating: text), limit: limit.map { SearchLimit(unchecked: $0) })
        ).items
    }

    func create(_ name: String, domain: String) async throws -> Client {
        try await call(
            CreateClient(
                idempotencyKey: .fresh(), kind: .company, name: Text(validating: name),
                details: NewClientDetails(domains: List(validating: [DomainName(validating: domain)])))
        ).client
    }
}
