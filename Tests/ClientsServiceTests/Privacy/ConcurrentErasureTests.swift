// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import ServiceKit
import TestKit
import Testing

@testable import ClientsService

/// A person who is erased while others write about him.
@Suite struct ConcurrentErasureTests {
    /// Each write is before the erasure, which finds it, or after it, and is refused.
    @Test(arguments: [5, 25, 45]) func nothingOfThePersonSurvives(eraser: Int) async throws {
        var surroundings = TestSurroundings()
        surroundings.poolSize = 8
        try await withClients(in: surroundings) { clients in
            let acme = try await clients.create("Acme")
            let person = try await clients.call(
                UpsertContact.of(
                    "Zenobia Quill", at: [acme.id], channels: [.email(MarkedWorld.address), .phone(MarkedWorld.phone)])
            ).contact
            let outcomes = try await withThrowingTaskGroup(of: Bool?.self) { group in
                for number in 0..<50 {
                    group.addTask {
                        guard number != eraser else {
                            try await clients.erase(Subject(contact: person.id))
                            return nil
                        }
                        return try await write(number, about: person, of: acme, clients)
                    }
                }
                return try await group.reduce(into: [Bool]()) { if let isWritten = $1 { $0.append(isWritten) } }
            }
            #expect(outcomes.count == 49)
            let left = try await clients.traces(of: MarkedWorld.marks)
            #expect(left == [:])
            let feed = try await clients.feed()
            let erased = try #require(feed.last { $0.contact?.erasedAt != nil })
            #expect(feed.allSatisfy { $0.position <= erased.position || $0.contact == nil }, "written after it")
            // What was written before it is there, without him.
            let written = feed.count { $0.activity != nil || $0.concern != nil || $0.task != nil || $0.consent != nil }
            #expect(written <= outcomes.count(where: \.self))
        }
    }

    /// Whether it was written: a write that comes after the erasure is refused.
    private func write(
        _ number: Int, about person: Contact, of client: Client, _ clients: ClientsUnderTest
    ) async throws -> Bool {
        do {
            switch number % 5 {
            case 0:
                _ = try await clients.call(
                    LogActivity.of("Zenobia Quill \(number)", with: client, contacts: [person.id]))
            case 1:
                _ = try await clients.call(
                    UpsertContact.of("Zenobia Quill \(number)", at: [client.id], replacing: person))
            case 2:
                _ = try await clients.call(
                    RecordConsent(
                        idempotencyKey: .fresh(), contact: person.id,
                        purpose: ConsentPurpose(validating: "purpose_\(number)"), basis: .consent,
                        decision: .granted, evidence: Text(validating: "Signed by Zenobia Quill")))
            case 3:
                _ = try await clients.call(
                    OpenConcern(
                        idempotencyKey: .fresh(), client: client.id, contact: person.id, kind: .complaint,
                        severity: SeverityCode(validating: "high"),
                        subject: Text(validating: "Complaint of Zenobia Quill \(number)")))
            default:
                _ = try await clients.call(
                    UpsertTask(
                        idempotencyKey: .fresh(), client: client.id,
                        title: Text(validating: "Call Zenobia Quill \(number)"),
                        owner: .ann, dueOn: "2026-02-01", contact: person.id))
            }
            return true
        } catch is SubjectErased {
            return false
        } catch is VersionConflict {
            return false
        }
    }
}
