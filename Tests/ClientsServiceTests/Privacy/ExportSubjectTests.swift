// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import ClientsService

@Suite struct ExportSubjectTests {
    @Test func everyRecordThatNamesHimIsThere() async throws {
        try await withClients(on: "2026-01-15") { clients, _ in
            let world = try await clients.markedWorld()
            let whole = try await clients.officer.call(
                ExportSubject(subject: Subject(contact: world.person.id), limit: PageLimit(unchecked: 1000))
            ).items
            #expect(
                Set(whole.map(\.kind)) == [
                    .activity, .churn, .concern, .consent, .contact, .contract, .feedback, .handover, .lead, .need,
                    .opportunity, .plan, .planItem, .relationship, .review, .risk, .task,
                ])
            #expect(whole.filter { $0.kind == .lead }.map(\.version.rawValue) == [1, 2, 3])
            #expect(whole.contains { $0.fields.contains { $0.value.text.contains(MarkedWorld.address) } })
            #expect(!whole.contains { $0.fields.contains { $0.value.text == "\"Ada\"" } })
            var (pages, cursor): ([SubjectRecord], PageCursor?) = ([], nil)
            repeat {
                let page = try await clients.officer.call(
                    ExportSubject(
                        subject: cursor == nil ? Subject(contact: world.person.id) : nil,
                        limit: PageLimit(unchecked: 4), cursor: cursor))
                pages += page.items
                cursor = page.next
            } while cursor != nil
            #expect(pages == whole)
            try await clients.erase(Subject(contact: world.person.id))
            let left = try await clients.officer.call(
                ExportSubject(subject: Subject(contact: world.person.id), limit: PageLimit(unchecked: 1000))
            ).items
            let named = left.filter { $0.fields.contains { $0.value.text.contains("Zenobia") } }
            #expect(Set(named.map(\.kind)) == [.contract])
        }
    }
}
