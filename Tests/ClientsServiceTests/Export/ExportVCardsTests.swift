// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ClientsService
import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ExportVCardsTests {
    @Test func aContactIsAVCard() async throws {
        try await withClients { clients in
            let one = try await clients.create("One; Two, \\ and sons")
            let long = String(repeating: "Ünïcødé 東京 ", count: 12) + "end"
            let ada = try await clients.contact(
                long, at: [one.id], channels: [.email("ada@one.example"), .phone("+44 7700 900123")])
            let answer = try await clients.call(ExportVCards(contact: ada.id))
            let lines = ReadLine.all(answer.text.text)
            #expect(lines.first == ReadLine(name: "BEGIN", value: "VCARD"))
            #expect(lines[1] == ReadLine(name: "VERSION", value: "4.0"))
            #expect(lines.last == ReadLine(name: "END", value: "VCARD"))
            #expect(lines.texts("FN") == [long])
            #expect(lines.texts("ORG") == ["One; Two, \\ and sons"])
            #expect(lines.texts("TITLE") == ["Buyer"])
            #expect(lines.values("UID") == ["urn:uuid:\(ada.id)"])
            #expect(lines.texts("EMAIL;TYPE=work;PREF=1") == ["ada@one.example"])
            #expect(lines.texts("TEL;VALUE=text;TYPE=cell") == ["+44 7700 900123"])
            let revision = try #require(lines.values("REV").first)
            #expect(revision.count == 16 && revision.contains("T") && revision.hasSuffix("Z"))
            #expect(answer.contacts.rawValue == 1 && answer.next == nil)
        }
    }

    @Test func thoseOfAClientAndOfAPortfolioAreTogether() async throws {
        try await withClients { clients in
            let (one, two) = try await (clients.create("One"), clients.create("Two"))
            try await clients.assign(.ann, to: one, isPrimary: true, from: "2026-01-01")
            _ = try await clients.contact("Ada", at: [one.id, two.id])
            _ = try await clients.contact("Bob", at: [one.id])
            _ = try await clients.contact("Cy", at: [two.id])
            func names(_ call: ExportVCards, _ caller: ClientsUnderTest) async throws -> [String] {
                let lines = ReadLine.all(try await caller.call(call).text.text)
                #expect(lines.components("VCARD").count == lines.texts("FN").count)
                return lines.texts("FN")
            }
            #expect(try await Set(names(ExportVCards(client: two.id), clients)) == ["Ada", "Cy"])
            let ann = clients.seen(by: .ann)
            #expect(try await Set(names(ExportVCards(), ann)) == ["Ada", "Bob"])
            #expect(try await !ann.call(ExportVCards()).text.text.contains("Two"))
            #expect(try await names(ExportVCards(), clients.seen(by: .bob)).isEmpty)
        }
    }

    @Test func whoWasErasedIsInNoExport() async throws {
        try await withClients(on: "2026-01-15") { clients, _ in
            let one = try await clients.create("One")
            let ada = try await clients.contact("Ada", at: [one.id])
            _ = try await clients.contact("Bob", at: [one.id])
            try await clients.erase(Subject(contact: ada.id))
            await #expect(throws: SubjectErased.self) { try await clients.call(ExportVCards(contact: ada.id)) }
            let cards = ReadLine.all(try await clients.call(ExportVCards(client: one.id)).text.text)
            #expect(cards.texts("FN") == ["Bob"])
            let exporter = clients.as(.user(with: clients.caller.permissions.permissions + [.exportRecords]))
            let rows = try await exporter.call(ExportRows(kind: .contacts, format: .jsonLines)).text.text
            #expect(rows.contains("Bob") && !rows.contains(ada.id.text))
        }
    }

    @Test func whatIsHiddenOrNotThereIsNotFound() async throws {
        try await withClients { clients in
            let one = try await clients.create("One")
            let ada = try await clients.contact("Ada", at: [one.id])
            for other in [clients.seen(by: .bob), clients.inOtherOrganisation] {
                await #expect(throws: ContactNotFound()) { _ = try await other.call(ExportVCards(contact: ada.id)) }
                await #expect(throws: ClientNotFound()) { _ = try await other.call(ExportVCards(client: one.id)) }
            }
            await #expect(
                performing: { _ = try await clients.call(ExportVCards(contact: ada.id, client: one.id)) },
                throws: refusesParams(at: "$.client"))
            await #expect(
                performing: {
                    _ = try await clients.as(.serviceAccount(with: [.readContacts])).call(ExportVCards())
                }, throws: refusesParams(at: "$.client"))
            await #expect(
                performing: { _ = try await clients.as(.user(with: [.readClients])).call(ExportVCards()) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
