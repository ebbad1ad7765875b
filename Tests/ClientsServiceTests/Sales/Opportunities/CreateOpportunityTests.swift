// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct CreateOpportunityTests {
    @Test func whatWasSaidIsKept() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let ada = try await clients.contact("Ada", at: [acme]).id
            let owner = UserID.new(at: Clocks.start)
            let made = try await clients.call(
                CreateOpportunity(
                    idempotencyKey: .fresh(), client: acme, kind: .crossSell, name: Text(validating: "اشتراك سنوي"),
                    stage: .stage("proposal"), probability: Probability(unchecked: 60), amount: .of("0.00", "KWD"),
                    expectedCloseOn: .day("2026-06-30"), owner: owner, contact: ada,
                    source: Text(validating: "Fair"), competitor: Text(validating: "Other Ltd"),
                    valueStatement: LongText(validating: "Saves a day.\nEvery week."),
                    nextStep: Text(validating: "Send the offer"))
            ).opportunity
            #expect(made.version == .one)
            #expect(made.kind == .crossSell)
            #expect(made.name.text == "اشتراك سنوي")
            #expect(made.stage.text == "proposal")
            #expect(made.probability?.rawValue == 60)
            #expect(made.amount == (try .of("0.000", "KWD")))
            #expect(made.expectedCloseOn == (try .day("2026-06-30")))
            #expect(made.owner == owner)
            #expect(made.contact == ada)
            #expect(made.source?.text == "Fair")
            #expect(made.competitor?.text == "Other Ltd")
            #expect(made.valueStatement?.text == "Saves a day.\nEvery week.")
            #expect(made.nextStep?.text == "Send the offer")
            #expect(made.closing == nil)
            #expect(try await clients.call(GetOpportunity(opportunity: made.id)).opportunity == made)
            #expect(try await clients.feed().compactMap(\.opportunity) == [made])
        }
    }

    @Test func ofLinesTheAmountIsTheSum() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let seat = try await clients.product("seat")
            let support = try await clients.product("support")
            let made = try await clients.opportunity(
                "Seats", with: acme,
                lines: [.of(seat, 37, at: .of("19.99")), .of(support, 1, at: .of("0.01"))])
            #expect(made.amount == (try .of("739.64")))
            #expect(made.lines.map(\.amount) == (try [.of("739.63"), .of("0.01")]))
            #expect(made.lines.map(\.product) == [seat, support])
        }
    }

    @Test func amountsThatDoNotFitAreNamed() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let seat = try await clients.product("seat")
            func refuse(_ command: CreateOpportunity, at paths: String...) async {
                await #expect(
                    performing: { _ = try await clients.call(command) },
                    throws: { ($0 as? RemoteError)?.violations.map(\.path) == paths })
            }
            await refuse(try .of("A", with: acme, amount: .of("-0.01")), at: "$.amount")
            await refuse(
                try .of("A", with: acme, amount: .of("1.00"), lines: [.of(seat, 1, at: .of("1.00"))]), at: "$")
            await refuse(
                try CreateOpportunity(
                    idempotencyKey: .fresh(), client: acme, kind: .new, name: Text(validating: "A")), at: "$")
            await refuse(
                try .of("A", with: acme, lines: [.of(seat, 1, at: .of("1.00")), .of(seat, 1, at: .of("1", "JPY"))]),
                at: "$.lines[1].unitPrice")
            await refuse(try .of("A", with: acme, lines: [.of(seat, 1, at: .of("-1.00"))]), at: "$.lines[0].unitPrice")
            await refuse(
                try .of("A", with: acme, lines: [.of(seat, 1_000_000_000, at: .of("92233720368547758.07"))]),
                at: "$.lines[0]")
            #expect(try await clients.opportunities().items.isEmpty)
        }
    }

    @Test func whatIsNotThereIsNamed() async throws {
        try await withClients { clients in
            let other = clients.inOtherOrganisation
            let acme = try await clients.create("Acme").id
            let bar = try await clients.create("Bar").id
            let theirs = try await other.create("Theirs").id
            let theirProduct = try await other.product("seat")
            let ada = try await clients.contact("Ada", at: [bar]).id
            await #expect(throws: ClientNotFound()) { try await clients.opportunity("A", with: theirs) }
            await #expect(throws: ContactNotAtClient(contact: ada)) {
                try await clients.call(CreateOpportunity.of("A", with: acme, contact: ada))
            }
            await #expect(throws: ProductNotFound(product: theirProduct)) {
                try await clients.opportunity("A", with: acme, lines: [.of(theirProduct, 1, at: .of("1.00"))])
            }
            await #expect(throws: StageNotFound(stage: try .stage("nowhere"))) {
                try await clients.opportunity("A", with: acme, stage: "nowhere")
            }
            await #expect(throws: StageClosed(stage: try .stage("won"))) {
                try await clients.opportunity("A", with: acme, stage: "won")
            }
            #expect(try await clients.opportunities().items.isEmpty)
            #expect(try await clients.feed().compactMap(\.stages).isEmpty)
        }
    }

    @Test func aRepeatedKeyCreatesOnce() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let command = try CreateOpportunity.of("Seats", with: acme)
            let first = try await clients.call(command).opportunity
            #expect(try await clients.call(command).opportunity == first)
            #expect(try await clients.opportunities().items == [first])
        }
    }

    @Test func onlyWritersOfSalesCreate() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let reader = clients.as(.user(with: [.readSales, .writeClients]))
            await #expect(
                performing: { try await reader.opportunity("A", with: acme) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
