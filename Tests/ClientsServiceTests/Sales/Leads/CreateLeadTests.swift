// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct CreateLeadTests {
    @Test func whatWasSaidIsKept() async throws {
        try await withClients { clients in
            let referrer = try await clients.create("Referrer").id
            let owner = UserID.new(at: Clocks.start)
            let made = try await clients.call(
                CreateLead(
                    idempotencyKey: .fresh(), company: Text(validating: "Công ty Sao Mai"),
                    person: Text(validating: "Nguyễn Thị Hoa"), position: Text(validating: "Giám đốc"),
                    channels: List(validating: [.email("Hoa@SaoMai.example"), .phone("+84 24 3936 1234")]),
                    country: CountryCode(validating: "VN"), industry: Text(validating: "Logistics"),
                    language: LocaleTag(validating: "vi-VN"), source: Text(validating: "Fair"), referredBy: referrer,
                    owner: owner, estimate: .of("120000000", "VND"), need: LongText(validating: "Two\nwarehouses"))
            ).lead
            #expect(made.version == .one)
            #expect(made.status == .new)
            #expect(made.company?.text == "Công ty Sao Mai")
            #expect(made.person?.text == "Nguyễn Thị Hoa")
            #expect(made.position?.text == "Giám đốc")
            #expect(made.channels.map(\.value.text) == ["Hoa@SaoMai.example", "+84 24 3936 1234"])
            #expect(made.channels.map(\.normalised.text) == ["hoa@saomai.example", "+842439361234"])
            #expect(made.country?.text == "VN")
            #expect(made.industry?.text == "Logistics")
            #expect(made.language?.text == "vi-VN")
            #expect(made.source?.text == "Fair")
            #expect(made.referredBy == referrer)
            #expect(made.owner == owner)
            #expect(made.estimate == (try .of("120000000", "VND")))
            #expect(made.need?.text == "Two\nwarehouses")
            #expect(try await clients.call(GetLead(lead: made.id)).lead == made)
            #expect(try await clients.feed().compactMap(\.lead) == [made])
        }
    }

    @Test func whatDoesNotFitIsNamed() async throws {
        try await withClients { clients in
            let channel = NewChannel(kind: .email, value: try Text(validating: "no address"))
            let expected: [(command: CreateLead, path: String)] = [
                (try .of(nil), "$"), (try .of("A", estimate: .of("-1.00")), "$.estimate"),
                (try .of("A", channels: [.email("a@b.example"), channel]), "$.channels[1].value"),
            ]
            for (command, path) in expected {
                await #expect(
                    performing: { _ = try await clients.call(command) }, throws: refusesParams(at: path))
            }
            #expect(try await clients.leads().items.isEmpty)
        }
    }

    @Test func whoReferredIsAClientOfTheOrganisation() async throws {
        try await withClients { clients in
            let theirs = try await clients.inOtherOrganisation.create("Theirs").id
            await #expect(throws: ClientNotFound()) {
                try await clients.call(
                    CreateLead(
                        idempotencyKey: .fresh(), company: Text(validating: "A"), referredBy: theirs))
            }
        }
    }

    @Test func aRepeatedKeyCreatesOnce() async throws {
        try await withClients { clients in
            let command = try CreateLead.of("Acme")
            let first = try await clients.call(command).lead
            #expect(try await clients.call(command).lead == first)
            #expect(try await clients.leads().items == [first])
        }
    }

    @Test func onlyWritersOfSalesCreate() async throws {
        try await withClients { clients in
            let reader = clients.as(.user(with: [.readSales, .writeClients]))
            await #expect(performing: { try await reader.lead("A") }, throws: isRemoteError(.permissionDenied))
        }
    }
}
