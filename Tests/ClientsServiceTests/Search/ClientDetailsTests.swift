// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ClientDetailsTests {
    @Test func detailsAreKeptAsTypedWithWhatIsCompared() async throws {
        try await withClients { clients in
            let address = PostalAddress(
                lines: try List(validating: [Text(validating: "99/1 ถนนวิภาวดีรังสิต")]),
                postalCode: try Text(validating: "10900"), city: try Text(validating: "กรุงเทพฯ"),
                country: try CountryCode(validating: "TH"))
            let client = try await clients.call(
                CreateClient(
                    idempotencyKey: .fresh(), kind: .company, name: Text(validating: "Lotus"),
                    details: NewClientDetails(
                        domains: List(validating: [DomainName(validating: "Bücher.Example")]),
                        taxIds: List(validating: [
                            NewTaxID(country: CountryCode(validating: "TH"), value: Text(validating: "0-1055-36-0"))
                        ]), channels: List(validating: [.phone("+66 (0)2 123 4567")]),
                        addresses: List(validating: [address]), employees: Count(1200)))
            ).client
            let details = try #require(client.details)
            #expect(details.domains.map(\.text) == ["bücher.example"])
            #expect(details.taxIds.map(\.value.text) == ["0-1055-36-0"])
            #expect(details.taxIds.map(\.normalised.text) == ["01055360"])
            #expect(details.channels.map(\.normalised.text) == ["+6621234567"])
            #expect(details.addresses == [address])
            #expect(details.employees == Count(1200))
            #expect(try await clients.call(GetClient(client: client.id)).client == client)
            #expect(try await clients.feed().last?.client == client)
            #expect(try await clients.list().items == [client])
        }
    }

    @Test func anUpdateLeavesDetailsUnlessTheyAreGivenInWhole() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme", domain: "acme.example")
            let renamed = try await update(client, clients, name: "Globex")
            #expect(renamed.details == client.details)
            let same = try await update(
                renamed, clients,
                details: NewClientDetails(domains: List(validating: [DomainName(validating: "ACME.example")])))
            #expect(same == renamed)
            let emptied = try await update(renamed, clients, details: NewClientDetails())
            #expect(emptied.details == nil)
            #expect(emptied.version == Version(unchecked: 3))
            // A bulk call leaves them alone.
            let second = try await clients.create("Second", domain: "second.example")
            _ = try await clients.call(
                UpdateClient(
                    idempotencyKey: .fresh(), client: second.id, ifVersion: second.version,
                    addExternalIds: List(validating: [.shop("1")])))
            _ = try await clients.upsert(.of("1", name: "Renamed"))
            #expect(try await clients.call(GetClient(client: second.id)).client.details == second.details)
        }
    }

    @Test func whatIsNoNumberOrAddressIsRefusedWhereItStands() async throws {
        try await withClients { clients in
            let details = NewClientDetails(
                taxIds: try List(validating: [NewTaxID(value: Text(validating: "--"))]),
                channels: try List(validating: [.phone("+44 20 7946 0958"), .phone("call me"), .email("nobody")]))
            await #expect(
                performing: {
                    _ = try await clients.call(
                        CreateClient(
                            idempotencyKey: .fresh(), kind: .company, name: Text(validating: "Acme"),
                            details: details))
                },
                throws: refusesParams(
                    at: "$.details.channels[1].value", "$.details.channels[2].value", "$.details.taxIds[0].value"))
            #expect(try await clients.list().items.isEmpty)
        }
    }

    @Test(arguments: ["example", "-a.example", "a..example", "a b.example", ".example", "exa_mple.com", ""])
    func whatIsNoDomainIsRefused(text: String) {
        #expect(throws: ContractViolation.self) { try DomainName(validating: text) }
    }

    private func update(
        _ client: Client, _ clients: ClientsUnderTest, name: String? = nil, details: NewClientDetails? = nil
    ) async throws -> Client {
        try await clients.call(
            UpdateClient(
                idempotencyKey: .fresh(), client: client.id, ifVersion: client.version,
                name: name.map { try Text(validating: $0) }, details: details)
        ).client
    }
}
