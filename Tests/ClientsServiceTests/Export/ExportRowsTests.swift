// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Foundation
import JSONRPC
import TestKit
import Testing

@testable import ClientsService

@Suite struct ExportRowsTests {
    private static let permissions =
        Permission.importing + [.exportRecords, .readSales, .readContracts, .assignClients]

    private func withExports(_ body: (ClientsUnderTest) async throws -> Void) async throws {
        try await withClients {
            try await body($0.as(.user(with: Self.permissions + $0.caller.permissions.permissions)))
        }
    }

    @Test func clientsAndContactsCanBeImportedAgain() async throws {
        try await withExports { clients in
            _ = try await clients.importFile(
                .of(
                    .clients, "externalId", "name", "country", "phone", "street", "city", "employees", "taxId",
                    "domain",
                    "tier"),
                ["1", "=One, \"the\" first", "DE", "+49 30 1234", "1 Dock Road\nGate 4", "Hamburg", "7"],
                ["2", "''=Two", "", "", "", "", "", "DE 123", "two.example", "-gold"], ["3", "@Three"], ["4", "'Four"])
            _ = try await clients.importFile(
                .of(.contacts, "externalId", "clientExternalId", "name", "role", "email", "mobile", "language"),
                ["c1", "1;2", "Ada", "+Buyer", "ada@one.example", "+44 7700 900123", "en"], ["c2", "2", "Bob"])
            let other = clients.inOtherOrganisation
            let files = try await [clients.export(.clients, .shop), clients.export(.contacts, .shop)]
            #expect(files[0].contains(",\"'=One, \"\"the\"\" first\","))
            #expect(
                files[0].contains(",''=Two,") && files[0].contains(",'Four,") && files[0].contains(",'+49 30 1234,"))
            for (kind, file) in zip([ImportKind.clients, .contacts], files) {
                let here = try await clients.importText(kind, file)
                #expect(here.progress.counts == [0, 0, kind == .clients ? 4 : 3, 0])
                let there = try await other.importText(kind, file)
                #expect(there.progress.counts == (kind == .clients ? [4, 0, 0, 0] : [2, 1, 0, 0]))
            }
            let copies = try await [other.export(.clients, .shop), other.export(.contacts, .shop)]
            #expect(copies.map(Self.withoutIDs) == files.map(Self.withoutIDs))
        }
    }

    @Test func filesWithoutExternalIDsCanBeImportedToo() async throws {
        try await withExports { clients in
            let one = try await clients.create("One")
            _ = try await clients.contact("Ada", at: [one.id], channels: [.email("ada@one.example")])
            let other = clients.inOtherOrganisation
            for kind in [ImportKind.clients, .contacts] {
                let file = try await clients.export(kind == .clients ? .clients : .contacts)
                #expect(try await clients.importText(kind, file).progress.counts == [0, 0, 1, 0])
                #expect(try await other.importText(kind, file).progress.counts == [1, 0, 0, 0])
                #expect(try await other.importText(kind, file).progress.counts == [0, 0, 1, 0])
            }
        }
    }

    @Test func customFieldsAndAllChannelsComeAgainToo() async throws {
        try await withExports { clients in
            let clients = clients.as(.user(with: Self.permissions + [.configureClients, .writeSales]))
            let other = clients.inOtherOrganisation
            for organisation in [clients, other] {
                try await organisation.define(.client, NewCustomField.ofEachKind.filter { $0.kind != .reference })
                try await organisation.define(.contact, [.of("nickname", .text)])
                try await organisation.define(.opportunity, [.of("seats", .integer)])
            }
            let one = try await clients.client(
                "One", .text("note", " =Tea\nand more "), .integer("seats", -3), .decimal("rate", "-1.5"),
                .money("budget", 12_50), .date("since", "2026-03-31"), .flag("is_key", false),
                .choice("colour", "red"), .choices("regions", "asia", "europe"))
            _ = try await clients.call(
                UpsertContact(
                    idempotencyKey: .fresh(), name: Text(validating: "Ada"),
                    positions: List(
                        validating: [ContactPosition(client: one.id, role: Text(validating: "Buyer"))]),
                    channels: List(
                        validating: [
                            .email("ada@one.example"), .email("a.byron@one.example"),
                            NewChannel(kind: .email, use: .home, value: Text(validating: "ada@home.example")),
                            .phone("+44 20 7946 0958 ext. 7"), .phone("+44 20 7946 0959"),
                        ]), fields: List(validating: [.text("nickname", "Addy")])))
            _ = try await clients.call(
                CreateOpportunity(
                    idempotencyKey: .fresh(), client: one.id, kind: .new, name: Text(validating: "Deal"),
                    amount: .eur(1), fields: List(validating: [.integer("seats", 7)])))
            let files = try await [clients.export(.clients), clients.export(.contacts)]
            let more = "email work a.byron@one.example\nemail home ada@home.example\nphone mobile +44 20 7946 0959"
            #expect(files[1].contains("\"\(more)\""))
            #expect(try await clients.export(.opportunities).hasSuffix(",7\n"))
            for (kind, file) in zip([ImportKind.clients, .contacts], files) {
                #expect(try await clients.importText(kind, file).progress.counts == [0, 0, 1, 0])
                #expect(try await other.importText(kind, file).progress.counts == [1, 0, 0, 0])
                #expect(try await other.importText(kind, file).progress.counts == [0, 0, 1, 0])
            }
            let copy = try #require(try await other.call(ListClients()).items.first)
            #expect(copy.fields == one.fields)
            let ada = try #require(try await clients.contacts().items.first)
            let copied = try #require(try await other.contacts().items.first)
            #expect(Set(copied.channels) == Set(ada.channels) && copied.fields == ada.fields)
        }
    }

    @Test func columnsAreThoseOfTheMoment() async throws {
        try await withExports { clients in
            let clients = clients.as(.user(with: Self.permissions + [.configureClients]))
            try await clients.define(.client, [.of("note", .text)])
            try await clients.fill(1_100)
            let first = try await clients.call(ExportRows(kind: .clients, format: .csv))
            try await clients.define(.client, [.of("seats", .integer)])
            let second = try await clients.call(ExportRows(kind: .clients, format: .csv, cursor: first.next))
            let lines = (first.text.text + second.text.text).split(separator: "\n")
            #expect(lines[0].hasSuffix(",employees,field:note"))
            #expect(Set(lines.map { $0.count { $0 == "," } }).count == 1)
            let header = try await clients.export(.clients).split(separator: "\n")[0]
            #expect(header.hasSuffix(",field:seats,field:note"))
            #expect(try await clients.inOtherOrganisation.export(.clients).hasSuffix(",employees\n"))
        }
    }

    @Test func allPagesTellOneMoment() async throws {
        try await withExports { clients in
            try await clients.fill(1_200)
            let first = try await clients.call(ExportRows(kind: .clients, format: .csv))
            let last = try await clients.call(GetClient(externalId: .shop("Client-1199"))).client
            _ = try await clients.call(
                UpdateClient(
                    idempotencyKey: .fresh(), client: last.id, ifVersion: last.version,
                    name: Text(validating: "Renamed")))
            try await clients.create("New")
            let second = try await clients.call(ExportRows(kind: .clients, format: .csv, cursor: first.next))
            #expect(first.records.rawValue == 1_000 && second.records.rawValue == 200 && second.next == nil)
            #expect(second.asOf == first.asOf)
            #expect(!second.text.text.contains("Renamed") && !second.text.text.contains("New"))
            #expect(second.text.text.contains(last.label))
            let lines = (first.text.text + second.text.text).split(separator: "\n")
            #expect(lines.count == 1_201 && lines[0].hasPrefix("id,externalId,name,"))
            #expect(try await clients.export(.clients).contains("Renamed"))
        }
    }

    @Test func linesOfJSONTellEverything() async throws {
        try await withExports { clients in
            let one = try await clients.create("One")
            let deal = try await clients.opportunity("=Deal", with: one.id)
            let contract = try await clients.draft(with: one, reference: "R-1")
            func lines<Record: Decodable>(_ kind: ExportKind, _: Record.Type) async throws -> [Record] {
                let text = try await clients.call(ExportRows(kind: kind, format: .jsonLines)).text.text
                return try text.split(separator: "\n").map {
                    try JSONDecoder().decode(Record.self, from: Data($0.utf8))
                }
            }
            #expect(try await lines(.clients, Client.self) == [one])
            #expect(try await lines(.opportunities, Opportunity.self) == [deal])
            #expect(try await lines(.contracts, Contract.self) == [contract])
            #expect(try await clients.export(.opportunities).contains(",'=Deal,"))
            #expect(try await clients.export(.contracts).contains(",R-1,"))
        }
    }

    @Test func whatIsHiddenIsLeftOut() async throws {
        try await withExports { clients in
            let mine = try await clients.create("Mine")
            let hidden = try await clients.create("Hidden")
            _ = try await clients.contact("Both", at: [mine.id, hidden.id])
            _ = try await clients.contact("Neither", at: [hidden.id])
            try await clients.opportunity("Hidden deal", with: hidden.id)
            _ = try await clients.draft(with: hidden, reference: "Hidden contract")
            try await clients.assign(.ann, to: mine, isPrimary: true, from: "2026-01-01")
            let ann = clients.seen(by: .ann, with: [.exportRecords])
            #expect(try await ann.export(.clients).split(separator: "\n").count == 2)
            let people = try await ann.export(.contacts)
            #expect(people.contains("Both") && !people.contains("Neither") && !people.contains(hidden.id.text))
            #expect(try await ann.export(.opportunities).split(separator: "\n").count == 1)
            #expect(try await ann.export(.contracts).split(separator: "\n").count == 1)
            #expect(try await clients.inOtherOrganisation.export(.clients).split(separator: "\n").count == 1)
        }
    }

    @Test(arguments: [
        (ExportKind.clients, [Permission.exportRecords, .readContacts]), (.contacts, [.exportRecords, .readClients]),
        (.opportunities, [.exportRecords, .readClients]), (.leads, [.exportRecords, .readClients]),
        (.contracts, [.exportRecords, .readClients]),
        (.clients, [.readClients]),
    ])
    func whoExportsMayReadIt(kind: ExportKind, permissions: [Permission]) async throws {
        try await withClients { clients in
            let reader = clients.as(.user(with: permissions))
            await #expect(
                performing: { _ = try await reader.call(ExportRows(kind: kind, format: .csv)) },
                throws: isRemoteError(.permissionDenied))
        }
    }

    @Test(arguments: ["", "a", "=a", "'=a", "''+1", "'a", "'", "-", "@x", "\tx", "a=b"])
    func formulasAreTextsAndComeBack(text: String) {
        let safe = ExportText.safe(text)
        #expect(ExportText.original(safe) == text)
        #expect(safe.utf8.first.map { !"=+-@\t".utf8.contains($0) } ?? true)
    }

    /// The file without the column that holds Kontor's own ids.
    private static func withoutIDs(_ file: String) -> [String] {
        file.split(separator: "\n").map { line in
            line.split(separator: ",", omittingEmptySubsequences: false)
                .filter { UUIDValue(String($0)) == nil }.joined(separator: ",")
        }
    }
}

extension ClientsUnderTest {
    /// A whole file.
    fileprivate func export(_ kind: ExportKind, _ system: ExternalSystem? = nil) async throws -> String {
        var text = ""
        var cursor: PageCursor?
        repeat {
            let page = try await call(ExportRows(kind: kind, format: .csv, system: system, cursor: cursor))
            text += page.text.text
            cursor = page.next
        } while cursor != nil
        return text
    }

    /// A file of CSV as another import of the system "shop".
    fileprivate func importText(_ kind: ImportKind, _ text: String) async throws -> ImportRows.Response {
        var rows = ExportRowsTests.cells(text)
        let columns = rows.removeFirst()
        let run = try await call(
            StartImport(
                idempotencyKey: .fresh(), kind: kind, system: .shop, preset: .plain,
                columns: List(validating: columns.map { try Text(validating: $0) }))
        ).run
        return try await send(run, rows, isLast: true)
    }
}

extension ExportRowsTests {
    /// RFC 4180, character by character.
    fileprivate static func cells(_ text: String) -> [[String]] {
        var rows: [[String]] = [[""]]
        var isQuoted = false
        for character in text {
            let last = rows.count - 1
            let cell = rows[last].count - 1
            switch character {
            case "\"": isQuoted.toggle(); if isQuoted, rows[last][cell].last != nil { rows[last][cell].append("\"") }
            case "," where !isQuoted: rows[last].append("")
            case "\n" where !isQuoted: rows.append([""])
            default: rows[last][cell].append(character)
            }
        }
        return rows.dropLast()
    }
}
