// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ImportLeadsTests {
    @Test func leadsComeWithTheirWordsTranslated() async throws {
        try await withClients { clients in
            let clients = clients.selling
            let response = try await clients.importFile(
                .of(
                    .leads, "Lead ID", "Company", "First Name", "Last Name", "Title", "Email", "Mobile", "Country",
                    "Lead Source", "Lead Status", "Worth", preset: .salesforce,
                    mappings: [.column(.amount, "Worth"), .value(.currency, "EUR")]),
                [
                    "l1", "Acme GmbH", "Ada", "Byron", "Buyer", "Ada@acme.example", "+44 7700 900123", "Germany",
                    "Fair",
                    "Working - Contacted", "1,250.50",
                ],
                ["l2", "Bolt", "", "", "", "", "", "", "", "Closed - Not Converted"],
                ["l3", "", "", "Cleo"], ["l4"], ["l5", "Crane", "", "", "", "no address"],
                ["l6", "Drill", "", "", "", "", "", "", "", "Closed - Converted"],
                ["l7", "Edge", "", "", "", "", "", "Atlantis"],
                ["l8", "File", "", "", "", "", "", "", "", "Something else", "-1"])
            #expect(response.progress.counts == [3, 0, 0, 5])
            #expect(
                response.rejects.map(\.label) == [
                    "nameMissing Company", "invalidValue Email", "invalidValue Lead Status", "invalidValue Country",
                    "invalidValue Worth",
                ])
            let leads = try await clients.leads().items
            #expect(leads.map(\.company?.text) == ["Acme GmbH", "Bolt", nil])
            #expect(leads.map(\.person?.text) == ["Ada Byron", nil, "Cleo"])
            #expect(leads.map(\.status) == [.working, .disqualified, .new])
            #expect(leads[0].position?.text == "Buyer")
            #expect(leads[0].channels.map(\.use) == [.work, .mobile])
            #expect(leads[0].country?.text == "DE")
            #expect(leads[0].source?.text == "Fair")
            #expect(leads[0].estimate == (try .of("1250.50")))
            #expect(leads[1].disqualification?.text == "Closed - Not Converted")
            #expect(
                try await clients.leads(LeadFilter(text: Text(validating: "byron"))).items.map(\.id) == [leads[0].id])
            #expect(try await clients.feed().compactMap(\.lead) == leads)
        }
    }

    @Test(arguments: [
        (
            ImportPreset.hubspot, ["Record ID", "Company name", "First Name", "Last Name", "Lead Status"],
            ["1", "Acme", "Ada", "Byron", "IN_PROGRESS"]
        ),
        (
            .zoho, ["Record Id", "Company", "First Name", "Last Name", "Lead Status"],
            ["1", "Acme", "Ada", "Byron", "Contacted"]
        ),
        (
            .plain, ["externalId", "company", "firstName", "lastName", "status"],
            ["1", "Acme", "Ada", "Byron", "working"]
        ),
    ])
    func eachPresetKnowsItsColumns(preset: ImportPreset, columns: [String], row: [String]) async throws {
        try await withClients { clients in
            let clients = clients.selling
            let run = try await clients.startImport(.of(.leads, columns: columns, preset: preset))
            #expect(run.ignoredColumns.isEmpty)
            #expect(try await clients.send(run, [row], isLast: true).progress.counts == [1, 0, 0, 0])
            let lead = try #require(try await clients.leads().items.first)
            #expect([lead.company?.text, lead.person?.text, lead.status.rawValue] == ["Acme", "Ada Byron", "working"])
        }
    }

    @Test func aSecondImportChangesWhatItSaysAndNothingElse() async throws {
        try await withClients { clients in
            let clients = clients.selling
            func start() throws -> StartImport {
                try .of(.leads, "externalId", "company", "email", "status", "disqualification", "amount", "currency")
            }
            let first = try await clients.importFile(
                start(), ["1", "Acme", "ada@acme.example", "qualified", "", "100", "EUR"], ["1", "Acme SE"])
            #expect(first.progress.counts == [1, 1, 0, 0])
            let lead = try #require(try await clients.leads().items.first)
            #expect(lead.version == .one && lead.company?.text == "Acme SE")
            let again = try await clients.importFile(
                start(), ["1", "Acme SE", "ada@acme.example", "qualified", "", "100"])
            #expect(again.progress.counts == [0, 0, 1, 0])
            let changed = try await clients.importFile(
                start(), ["1", "", "byron@acme.example", "", "", "200"], ["2", "Bolt", "", "disqualified"],
                ["1", "", "", "disqualified", "Too small"], ["1", "", "", "won"])
            #expect(changed.progress.counts == [0, 2, 0, 2])
            #expect(changed.rejects.map(\.label) == ["invalidValue disqualification", "invalidValue status"])
            let after = try await clients.call(GetLead(lead: lead.id)).lead
            #expect(after.version == Version(unchecked: 2))
            #expect(after.channels.map(\.value.text) == ["byron@acme.example"])
            #expect(after.estimate == (try .of("200.00")))
            #expect(after.status == .disqualified && after.disqualification?.text == "Too small")
            // By its own id, and in a dry run.
            let dry = try await clients.importFile(
                .of(.leads, "id", "company", isDryRun: true), [lead.id.text, "Acme Ltd"])
            #expect(dry.progress.counts == [0, 1, 0, 0])
            #expect(try await clients.call(GetLead(lead: lead.id)).lead == after)
        }
    }

    @Test func aConvertedLeadStaysAsItIs() async throws {
        try await withClients { clients in
            let clients = clients.selling
            func start() throws -> StartImport { try .of(.leads, "externalId", "company", "source") }
            _ = try await clients.importFile(start(), ["1", "Acme", "Fair"])
            let lead = try #require(try await clients.leads().items.first)
            let converted = try await clients.convert(lead).lead
            let later = try await clients.importFile(start(), ["1", "Acme", "Fair"], ["1", "Acme", "Web"])
            #expect(later.progress.counts == [0, 0, 1, 1])
            #expect(later.rejects.map(\.label) == ["closed -"])
            #expect(try await clients.call(GetLead(lead: lead.id)).lead == converted)
        }
    }

    @Test func whatWasExportedComesAgain() async throws {
        try await withClients { clients in
            let clients = clients.selling
            let referrer = try await clients.create("Referrer")
            _ = try await clients.importFile(
                .of(
                    .leads, "externalId", "company", "name", "role", "email", "moreChannels", "status", "amount",
                    "currency"),
                [
                    "1", "Acme", "Ada", "Buyer", "ada@acme.example", "email home ada@home.example", "qualified",
                    "12.50", "EUR",
                ],
                ["2", "Bolt", "", "", "", "", "new"])
            let bolt = try #require(try await clients.leads().items.last)
            let converted = try await clients.convert(bolt)
            _ = try await clients.call(
                CreateLead(
                    idempotencyKey: .fresh(), company: Text(validating: "Crane"), referredBy: referrer.id, owner: .ann))
            func rows(_ kind: ExportFormat, _ clients: ClientsUnderTest) async throws -> [String] {
                let page = try await clients.call(ExportRows(kind: .leads, format: kind, system: .shop))
                return page.text.text.replacing("\"", with: "").split(separator: "\n").map(String.init)
            }
            var lines = try await rows(.csv, clients).map {
                $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            }
            let columns = lines.removeFirst()
            #expect(lines.count == 3 && lines[1].contains(converted.client.text))
            let run = try await clients.startImport(.of(.leads, columns: columns, preset: .plain))
            #expect(run.ignoredColumns.map(\.text) == ["client", "contact", "opportunity", "createdAt", "updatedAt"])
            #expect(try await clients.send(run, lines, isLast: true).progress.counts == [0, 0, 3, 0])
            let other = clients.inOtherOrganisation
            let there = try await other.startImport(.of(.leads, columns: columns, preset: .plain))
            let answer = try await other.send(there, lines, isLast: true)
            #expect(answer.progress.counts == [2, 0, 0, 1])
            #expect(answer.rejects.map(\.label) == ["invalidValue status"])
            let acme = try #require(try await other.leads().items.first)
            #expect(acme.channels.map(\.value.text) == ["ada@acme.example", "ada@home.example"])
            #expect(acme.estimate == (try .of("12.50")))
            // Who does not see the referrer is not told of him, nor of the lead of a hidden client.
            let ann = try await rows(.jsonLines, clients.seen(by: .ann, with: [.exportRecords]))
            #expect(ann.count == 2 && !ann.joined().contains(referrer.id.text) && !ann.joined().contains("Bolt"))
            #expect(try await rows(.jsonLines, clients).joined().contains(referrer.id.text))
            #expect(try await rows(.csv, other).count == 3)
        }
    }

    @Test func whatIsHiddenStaysHidden() async throws {
        try await withClients { clients in
            let all = clients.selling
            func start() throws -> StartImport { try .of(.leads, "externalId", "company", "owner") }
            _ = try await all.importFile(start(), ["1", "Acme", UserID.ann.text])
            let bob = clients.seen(by: .bob, with: [.importRecords])
            let response = try await bob.importFile(start(), ["1", "Mine"], ["2", "Bolt", UserID.bob.text])
            #expect(response.progress.counts == [1, 0, 0, 1])
            #expect(response.rejects.map(\.label) == ["taken externalId"])
            let hidden = try #require(try await all.leads().items.first { $0.company?.text == "Acme" })
            let own = try await bob.importFile(.of(.leads, "id", "company"), [hidden.id.text, "Mine"])
            #expect(own.progress.counts == [0, 0, 0, 1])
            #expect(own.rejects.map(\.label) == ["taken -"])
            #expect(try await all.leads().items.map(\.company?.text) == ["Acme", "Bolt"])
            let other = try await all.inOtherOrganisation.importFile(start(), ["1", "Theirs"])
            #expect(other.progress.counts == [1, 0, 0, 0])
        }
    }

    @Test func whoIsErasedIsForgottenWithHisIDs() async throws {
        try await withClients { clients in
            let selling = clients.selling
            _ = try await selling.importFile(.of(.leads, "externalId", "name"), ["Zenobia-1", "Zenobia Quill"])
            let lead = try #require(try await selling.leads().items.first)
            let tallies = try await clients.erase(Subject(lead: lead.id))
            #expect(tallies.contains { $0.table.text == "lead_external_id" && $0.erased.rawValue == 1 })
            #expect(try await clients.traces(of: ["Zenobia"]).isEmpty)
            let again = try await selling.importFile(.of(.leads, "id", "name"), [lead.id.text, "Zenobia Quill"])
            #expect(again.rejects.map(\.label) == ["taken externalId"] || again.rejects.map(\.label) == ["taken -"])
        }
    }

    @Test func whoImportsMayWriteSales() async throws {
        try await withClients { clients in
            for kind in [ImportKind.leads, .opportunities] {
                let importer = clients.as(.user(with: [.importRecords, .writeClients, .writeContacts]))
                await #expect(
                    performing: {
                        _ = try await importer.call(StartImport.of(kind, "externalId", "clientExternalId"))
                    }, throws: isRemoteError(.permissionDenied))
            }
        }
    }
}

extension ClientsUnderTest {
    /// The same service as somebody who imports and sells.
    var selling: ClientsUnderTest {
        self.as(
            .user(
                in: caller.organisation,
                with: Permission.importing + [
                    .assignClients, .configureClients, .configureSales, .exportRecords, .readConcerns, .readSales,
                    .writeConcerns,
                    .writeSales,
                ]))
    }
}
