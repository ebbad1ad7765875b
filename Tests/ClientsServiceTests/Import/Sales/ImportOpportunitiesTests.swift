// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ImportOpportunitiesTests {
    private func withClientsOne(_ body: (ClientsUnderTest, Client) async throws -> Void) async throws {
        try await withClients(on: "2026-03-10") { clients, _ in
            let clients = clients.selling
            _ = try await clients.importFile(
                .of(.clients, "externalId", "name", "currency"), ["1", "One", "EUR"], ["2", "Two"])
            try await body(clients, clients.call(GetClient(externalId: .shop("1"))).client)
        }
    }

    private func all(_ clients: ClientsUnderTest) async throws -> [Opportunity] {
        try await clients.call(ListOpportunities()).items
    }

    @Test func dealsComeWithClientsStagesAndOutcomes() async throws {
        try await withClientsOne { clients, one in
            try await clients.define(.opportunity, [.of("seats", .integer)])
            _ = try await clients.importFile(
                .of(.contacts, "externalId", "clientExternalId", "name"), ["c1", "1", "Ada"], ["c2", "2", "Bob"])
            let response = try await clients.importFile(
                .of(
                    .opportunities, "Opportunity ID", "Account ID", "Opportunity Name", "Stage", "Amount", "Close Date",
                    "Type", "Contact ID", "Loss Reason", "Seats", preset: .salesforce,
                    mappings: [.custom("seats", "Seats")]),
                ["o1", "1", "Roof", "Needs Analysis", "1 250.50", "2026-06-30", "New Business", "c1", "", "7"],
                ["o2", "1", "Door", "Closed Won", "5000.00", "2026-02-28", "Existing Business"],
                ["o3", "1", "Wall", "Closed Lost", "10", "2026-02-01", "", "", "Price"],
                ["o4", "1", "Gate", "Closed Lost", "10", "2026-02-01"],
                ["o5", "1", "Lawn", "Closed Won", "10", "2026-12-01"], ["o6", "9", "Nobody", "", "1"],
                ["o7", "", "Nobody", "", "1"], ["o8", "1", "", "", "1"], ["o9", "1", "Free"],
                ["o10", "2", "No currency", "", "1"],
                ["o11", "1", "Stage", "Dreaming", "1"], ["o12", "1", "Contact", "", "1", "", "", "c2"],
                ["o13", "1", "Seats", "", "1", "", "", "", "", "many"], ["o14", "1", "Amount", "", "1,25"])
            #expect(response.progress.counts == [3, 0, 0, 11])
            #expect(
                response.rejects.map(\.label) == [
                    "invalidValue Loss Reason", "invalidValue -", "clientUnknown Account ID",
                    "clientMissing Account ID", "nameMissing Opportunity Name", "invalidValue Amount",
                    "invalidValue -", "invalidValue Stage", "contactUnknown Contact ID", "invalidValue Seats",
                    "invalidValue Amount",
                ])
            let made = try await all(clients)
            #expect(made.map(\.name.text) == ["Roof", "Door", "Wall"])
            #expect(made.map(\.stage.text) == ["discovery", "won", "lost"])
            #expect(made.map(\.kind) == [.new, .upsell, .new])
            #expect(made.allSatisfy { $0.client == one.id && $0.version == .one })
            #expect(made[0].amount == (try .of("1250.50")))
            #expect(made[0].expectedCloseOn == "2026-06-30" && made[0].closing == nil)
            #expect(made[0].contact == (try await clients.contacts(text: "ada").items.first?.id))
            #expect(made[0].fields == [try .integer("seats", 7)])
            #expect(made[1].closing?.outcome == .won && made[1].closing?.on == "2026-02-28")
            #expect(made[2].closing?.reason?.text == "Price")
            let seats = try await clients.call(
                ListOpportunities(filter: OpportunityFilter(fields: List(validating: [.of("seats", equals: "7")]))))
            #expect(seats.items == [made[0]])
            let feed = try await clients.feed()
            #expect(feed.compactMap(\.opportunity) == made)
            #expect(feed.compactMap(\.stages).count == 1)
        }
    }

    @Test(arguments: [
        (
            ImportPreset.hubspot,
            ["Record ID", "Associated Company IDs", "Deal Name", "Deal Stage", "Amount", "Close Date"],
            ["o1", "1;2", "Roof", "presentationscheduled", "10", "2026-06-30 10:00"]
        ),
        (
            .zoho, ["Record Id", "Account Name.id", "Deal Name", "Stage", "Amount", "Closing Date"],
            ["o1", "1", "Roof", "Proposal/Price Quote", "10.00", "2026-06-30"]
        ),
        (
            .plain, ["externalId", "clientExternalId", "name", "stage", "amount", "expectedCloseOn"],
            ["o1", "1", "Roof", "proposal", "10.0000", "2026-06-30"]
        ),
    ])
    func eachPresetKnowsItsColumns(preset: ImportPreset, columns: [String], row: [String]) async throws {
        try await withClientsOne { clients, one in
            let run = try await clients.startImport(.of(.opportunities, columns: columns, preset: preset))
            #expect(run.ignoredColumns.isEmpty)
            #expect(try await clients.send(run, [row], isLast: true).progress.counts == [1, 0, 0, 0])
            let made = try #require(try await all(clients).first)
            #expect(made.client == one.id && made.stage.text == "proposal")
            #expect(made.amount == (try .of("10.00")) && made.expectedCloseOn == "2026-06-30")
        }
    }

    @Test func aSecondImportChangesWhatItSaysAndNothingElse() async throws {
        try await withClientsOne { clients, _ in
            func start() throws -> StartImport {
                try .of(
                    .opportunities, "externalId", "clientExternalId", "name", "stage", "amount", "probability",
                    "nextStep", "closingReason")
            }
            let first = try await clients.importFile(
                start(), ["o1", "1", "Roof", "Proposal", "100", "40", "Call"], ["o1", "", "Flat roof"])
            #expect(first.progress.counts == [1, 1, 0, 0])
            let roof = try #require(try await all(clients).first)
            #expect(roof.version == .one && roof.name.text == "Flat roof" && roof.probability?.rawValue == 40)
            let same = try await clients.importFile(start(), ["o1", "1", "Flat roof", "proposal", "100", "40"])
            #expect(same.progress.counts == [0, 0, 1, 0])
            let moved = try await clients.importFile(start(), ["o1", "", "", "negotiation", "120"])
            #expect(moved.progress.counts == [0, 1, 0, 0])
            let after = try await clients.call(GetOpportunity(opportunity: roof.id)).opportunity
            #expect(after.version == Version(unchecked: 2) && after.stage.text == "negotiation")
            // An estimate was made for the stage that was left.
            #expect(after.probability == nil && after.nextStep?.text == "Call")
            let other = try await clients.importFile(start(), ["o1", "2"], ["o1", "", "", "", "-5"])
            #expect(other.rejects.map(\.label) == ["invalidValue clientExternalId", "invalidValue amount"])
            // What is closed stays as it is; who writes it back changes nothing.
            let closed = try await clients.importFile(
                start(), ["o1", "", "", "lost", "", "", "", "Price"], ["o1", "1", "Flat roof", "lost", "120"],
                ["o1", "", "", "", "500"], ["o1", "", "", "won"], ["o1", "", "", "proposal"],
                ["o1", "", "", "", "", "", "", "Quality"])
            #expect(closed.progress.counts == [0, 2, 0, 4])
            #expect(Set(closed.rejects.map(\.label)) == ["closed -"])
            let lost = try await clients.call(GetOpportunity(opportunity: roof.id)).opportunity
            #expect(lost.closing?.reason?.text == "Price" && lost.closing?.on == "2026-03-10")
        }
    }

    @Test func nothingIsWonAgainstABlockingConcern() async throws {
        try await withClientsOne { clients, one in
            func start() throws -> StartImport {
                try .of(.opportunities, "externalId", "clientExternalId", "name", "stage", "amount")
            }
            _ = try await clients.importFile(start(), ["o1", "1", "Roof", "proposal", "100"])
            let concern = try await clients.open("Late", about: one, isBlocking: true)
            let blocked = try await clients.importFile(
                start(), ["o1", "", "", "won"], ["o2", "1", "Door", "won", "5"], ["o3", "2", "Wall", "won", "5 "])
            #expect(blocked.rejects.map(\.label) == ["invalidValue stage", "invalidValue stage", "invalidValue -"])
            let known = try await clients.move(concern, to: .acknowledged)
            _ = try await clients.move(known, to: .resolved, note: "Done")
            let won = try await clients.importFile(start(), ["o1", "", "", "won"])
            #expect(won.progress.counts == [0, 1, 0, 0])
        }
    }

    @Test func whatIsHiddenStaysHidden() async throws {
        try await withClientsOne { clients, one in
            func start() throws -> StartImport {
                try .of(.opportunities, "externalId", "clientExternalId", "name", "amount", "currency")
            }
            _ = try await clients.importFile(start(), ["o1", "2", "Roof", "1", "EUR"])
            try await clients.assign(.bob, to: one, from: "2026-01-01")
            let bob = clients.seen(by: .bob, with: [.importRecords])
            let response = try await bob.importFile(
                start(), ["o1", "1", "Mine", "1"], ["o2", "2", "Hidden", "1"], ["o3", "1", "Seen", "1"])
            #expect(response.progress.counts == [1, 0, 0, 2])
            #expect(response.rejects.map(\.label) == ["taken externalId", "clientUnknown clientExternalId"])
            let hidden = try #require(try await clients.opportunities().items.first { $0.name.text == "Roof" })
            let own = try await bob.importFile(
                .of(.opportunities, "id", "clientExternalId", "name", "amount"), [hidden.id.text, "1", "Mine", "1"])
            #expect(own.progress.counts == [0, 0, 0, 1])
            #expect(own.rejects.map(\.label) == ["taken -"])
            let other = try await clients.inOtherOrganisation.importFile(start(), ["o1", "1", "Theirs", "1"])
            #expect(other.rejects.map(\.label) == ["clientUnknown clientExternalId"])
        }
    }

    @Test func whatWasExportedComesAgain() async throws {
        try await withClientsOne { clients, one in
            try await clients.define(.opportunity, [.of("note", .text, isRequired: true)])
            let file = try await clients.importFile(
                .of(.opportunities, "externalId", "clientExternalId", "name", "amount", "stage", "field:note"),
                ["o1", "1", "Roof", "100", "proposal", "Tea"], ["o2", "1", "Door", "100", "won", "Tea"],
                ["o3", "1", "Wall", "100", "won"])
            #expect(file.progress.counts == [2, 0, 0, 1])
            let exporter = clients.as(
                .user(with: clients.caller.permissions.permissions + [.exportRecords]))
            let page = try await exporter.call(ExportRows(kind: .opportunities, format: .csv, system: .shop))
            var lines = page.text.text.split(separator: "\n").map {
                $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            }
            let columns = lines.removeFirst()
            let run = try await clients.startImport(.of(.opportunities, columns: columns, preset: .plain))
            #expect(run.ignoredColumns.map(\.text) == ["stageSince", "outcome", "createdAt", "updatedAt"])
            #expect(try await clients.send(run, lines, isLast: true).progress.counts == [0, 0, 2, 0])
            let other = clients.inOtherOrganisation
            try await other.define(.opportunity, [.of("note", .text)])
            _ = try await other.importFile(.of(.clients, "externalId", "name"), ["1", "One"])
            let there = try await other.startImport(.of(.opportunities, columns: columns, preset: .plain))
            #expect(try await other.send(there, lines, isLast: true).progress.counts == [2, 0, 0, 0])
            let copies = try await all(other)
            #expect(copies.map(\.name) == (try await all(clients)).map(\.name))
            #expect(copies.map(\.closing?.on) == (try await all(clients)).map(\.closing?.on))
            #expect(copies.map(\.fields) == (try await all(clients)).map(\.fields))
        }
    }
}
