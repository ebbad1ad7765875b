// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import ClientsService

@Suite struct EraseSubjectTests {
    @Test func aMarkedPersonLeavesNoTraceButTheRetained() async throws {
        try await withClients(on: "2026-01-15") { clients, _ in
            let world = try await clients.markedWorld()
            let before = try await clients.traces(of: MarkedWorld.marks)
            #expect(
                Set(before.keys) == [
                    "consent", "contact", "contact_channel", "contract_change", "fact", "idempotency_key", "lead",
                    "opportunity",
                ])
            let subject = Subject(contact: world.person.id)
            let planned = try await clients.erase(subject, dryRun: true)
            #expect(try await clients.traces(of: MarkedWorld.marks) == before)
            let done = try await clients.erase(subject)
            #expect(done == planned)
            let retained = done.filter { $0.retained.rawValue > 0 }
            #expect(retained.allSatisfy { $0.reason != nil })
            let after = try await clients.traces(of: MarkedWorld.marks)
            #expect(
                after
                    == Dictionary(uniqueKeysWithValues: retained.map { ($0.table.text, Int($0.retained.rawValue)) }))
            #expect(Set(after.keys) == ["fact"])
            #expect(Set(done.map(\.table.text)).isSuperset(of: before.keys.filter { $0 != "contract_change" }))
            // What is left is the signature, in the versions of the contract alone.
            let history = try await clients.history(HistoryFilter(client: world.client.id))
            let named = history.filter { $0.text.contains("Zenobia") }
            #expect(Set(named.map(\.kind)) == [.contract])
            #expect(
                Set(named.flatMap(\.changes).filter { $0.to?.text.contains("Zenobia") == true }.map(\.field.text)) == [
                    "signing.theirs.name"
                ])
            let again = try await clients.erase(
                Subject(contact: world.person.id, names: .init(validating: [Text(validating: world.name)])))
            #expect(again.allSatisfy { $0.erased.rawValue == 0 && $0.pseudonymised.rawValue == 0 }, "\(again)")
        }
    }

    @Test func whatIsErasedAnswersSoAndNothingIsAdded() async throws {
        try await withClients(on: "2026-01-15") { clients, time in
            let world = try await clients.markedWorld()
            let key = try IdempotencyKey.fresh()
            let made = try await clients.call(UpsertContact.of("Zenobia Quill", at: [world.client.id], key: key))
                .contact
            try await clients.erase(Subject(contact: world.person.id))
            let id = world.person.id
            let erased = try #require(try await clients.feed().compactMap(\.contact).last { $0.id == id })
            let error = SubjectErased(erasedAt: try #require(erased.erasedAt))
            #expect(erased.name.text == "[erased]" && erased.channels.isEmpty)
            let present = try await clients.call(GetClient(client: world.client.id)).client
            await #expect(throws: error) { try await clients.call(GetContact(contact: id)) }
            await #expect(throws: error) {
                try await clients.call(UpsertContact.of("X", at: [present.id], replacing: erased))
            }
            await #expect(throws: error) { try await clients.relate(id, at: present.id, from: "2026-02-01") }
            await #expect(throws: error) {
                try await clients.call(
                    RecordConsent(
                        idempotencyKey: .fresh(), contact: id, purpose: ConsentPurpose(validating: "news"),
                        basis: .consent, decision: .granted, evidence: Text(validating: "Form")))
            }
            await #expect(throws: error) { try await clients.log("Call", with: present, contacts: [id]) }
            await #expect(throws: error) {
                try await clients.call(CreateOpportunity.of("Roof", with: present.id, contact: id))
            }
            let lead = try #require(try await clients.feed().compactMap(\.lead).last)
            await #expect(throws: SubjectErased(erasedAt: try #require(lead.erasedAt))) {
                try await clients.call(GetLead(lead: lead.id))
            }
            #expect(try await clients.leads().items.isEmpty)
            #expect(try await clients.contacts(of: present.id).items.map(\.name.text).contains("[erased]") == false)
            // Who has the same name is somebody else, and what was answered of him names nobody any more.
            #expect(try await clients.call(GetContact(contact: made.id)).contact == made)
            let answered = try await clients.call(UpsertContact.of("Zenobia Quill", at: [world.client.id], key: key))
            #expect(answered.contact.name.text == "[erased]")
            #expect(try await clients.call(GetTimeline(filter: TimelineFilter(client: present.id))).items.count > 20)
        }
    }

    @Test func aLeadIsErasedWithWhatItShares() async throws {
        try await withClients(on: "2026-01-15") { clients, _ in
            let first = try await clients.lead(
                "Umbrella of Zenobia", person: "Zenobia", channels: [.email("zenobia@example.com")])
            let second = try await clients.lead(nil, person: "Z.", channels: [.email("Zenobia@example.com")])
            let other = try await clients.lead(nil, person: "Zenobia", channels: [.email("z@example.org")])
            let task = try await clients.task("Call ZENOBIA, not Zenobias", due: "2026-02-01")
            let tallies = try await clients.erase(Subject(lead: first.id))
            #expect(tallies.map(\.table.text) == ["fact", "idempotency_key", "lead"])
            #expect(try await clients.leads().items == [other])
            await #expect(throws: SubjectErased.self) { try await clients.call(GetLead(lead: second.id)) }
            await #expect(throws: SubjectErased.self) { _ = try await clients.setStatus(.working, of: first) }
            #expect(try await clients.tasks().map(\.title.text) == ["Call *******, not Zenobias"])
            #expect(try await clients.tasks().map(\.id) == [task.id])
            #expect(try await clients.feed().compactMap(\.lead?.company?.text).last == "Umbrella of *******")
        }
    }

    @Test func aClientWhoIsThePersonLosesTheNameUnlessAContractWasSigned() async throws {
        try await withClients(on: "2026-01-15") { clients, _ in
            func person(_ name: String) async throws -> (client: Client, contact: Contact) {
                let client = try await clients.call(
                    CreateClient(
                        idempotencyKey: .fresh(), kind: .person, name: Text(validating: name),
                        details: NewClientDetails(
                            channels: List(validating: [.email("\(name.filter { $0 != " " })@example.com")])))
                ).client
                return (client, try await clients.contact(name, at: [client.id]))
            }
            let (free, freeContact) = try await person("Zenobia Quill")
            let (bound, boundContact) = try await person("Ottoline Quarles")
            _ = try await clients.call(
                ActivateContract.of(clients.draft(with: bound), signedOn: "2026-01-15", executive: .ann, .to(.bob)))
            let erased = try await clients.erase(Subject(contact: freeContact.id))
            #expect(
                erased.map(\.table.text).filter { $0.contains("client") || $0 == "search_word" } == [
                    "client", "client_key", "client_version", "search_word",
                ])
            #expect(erased.allSatisfy { $0.retained.rawValue == 0 })
            #expect(try await clients.traces(of: ["Zenobia", "Quill"]).isEmpty)
            let present = try await clients.call(GetClient(client: free.id)).client
            #expect(present.name.text == "[erased]" && present.details == nil && present.version.rawValue == 2)
            let kept = try await clients.erase(Subject(contact: boundContact.id))
            #expect(kept.filter { $0.retained.rawValue > 0 }.map(\.table.text).contains("client_version"))
            #expect(try await clients.call(GetClient(client: bound.id)).client.name.text == "Ottoline Quarles")
        }
    }

    @Test func onlyWhoAnswersForPersonalDataErasesIt() async throws {
        try await withClients(on: "2026-01-15") { clients, _ in
            let acme = try await clients.create("Acme")
            let ada = try await clients.contact("Ada", at: [acme.id])
            await #expect(
                performing: {
                    _ = try await clients.call(
                        EraseSubject(idempotencyKey: .fresh(), subject: Subject(contact: ada.id)))
                }, throws: isRemoteError(.permissionDenied))
            await #expect(
                performing: { _ = try await clients.call(ExportSubject(subject: Subject(contact: ada.id))) },
                throws: isRemoteError(.permissionDenied))
            await #expect(
                performing: { try await clients.erase(Subject()) }, throws: refusesParams(at: "$.subject"))
            await #expect(throws: LeadNotFound()) { try await clients.erase(Subject(lead: .example)) }
            await #expect(throws: ContactNotFound()) { try await clients.erase(Subject(contact: .example)) }
            let other = clients.inOtherOrganisation.as(
                Caller(
                    subject: .user(.ann), organisation: clients.inOtherOrganisation.caller.organisation,
                    permissions: PermissionSet([.managePrivacy])))
            await #expect(throws: ContactNotFound()) {
                try await other.call(EraseSubject(idempotencyKey: .fresh(), subject: Subject(contact: ada.id)))
            }
            await #expect(throws: ContactNotFound()) {
                try await other.call(ExportSubject(subject: Subject(contact: ada.id)))
            }
            #expect(try await clients.call(GetContact(contact: ada.id)).contact == ada)
        }
    }
}
