// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct EndAssignmentTests {
    @Test func theDaysAfterTheLastOneDoNotCount() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            let begun = try await clients.assign(.ann, to: client, isPrimary: true, from: "2026-01-01").assignment
            let ended = try await clients.end(begun, on: "2026-01-31")
            #expect(ended.assignment.label == "1 2026-01-01...2026-01-31 100 primary")
            #expect(ended.clientVersion == Version(unchecked: 3))
            #expect(try await clients.team(of: client, asOf: "2026-01-31") == [ended.assignment])
            #expect(try await clients.team(of: client, asOf: "2026-02-01").isEmpty)
            let change = AssignmentChange(kind: .changed, assignment: ended.assignment)
            #expect(try await clients.feed().last?.assignmentChanges == [change])
        }
    }

    @Test func thePrimaryManagerOfACustomerIsNotEnded() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme", lifecycle: .customer)
            let primary = try await clients.assign(.ann, to: client, isPrimary: true, from: "2026-01-01").assignment
            let helper = try await clients.assign(.bob, to: client, .specialist, from: "2026-01-01").assignment
            await #expect(throws: PrimaryMissing(client: client.id, from: "2026-03-01")) {
                try await clients.end(primary, on: "2026-02-28")
            }
            _ = try await clients.end(helper, on: "2026-02-28")
            #expect(try await clients.team(of: client, asOf: "2026-03-01") == [primary])
        }
    }

    @Test func aDayOutsideTheAssignmentIsRefused() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            let open = try await clients.assign(.ann, to: client, from: "2026-02-01").assignment
            await #expect(throws: AssignmentDayRefused(from: "2026-02-01", to: nil)) {
                try await clients.end(open, on: "2026-01-31")
            }
            let ended = try await clients.end(open, on: "2026-02-01").assignment
            await #expect(throws: AssignmentDayRefused(from: "2026-02-01", to: "2026-02-01")) {
                try await clients.end(ended, on: "2026-02-02")
            }
            await #expect(
                performing: { _ = try await clients.end(open, on: "9999-12-31") },
                throws: { ($0 as? RemoteError)?.violations.map(\.path) == ["$.to"] })
            let count = try await clients.feed().count
            let again = try await clients.end(ended, on: "2026-02-01")
            #expect(again.clientVersion == Version(unchecked: 3))
            #expect(try await clients.feed().count == count)
        }
    }

    @Test func unknownClientsAndAssignmentsAreNotFound() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            let other = try await clients.create("Other")
            let assignment = try await clients.assign(.ann, to: client, from: "2026-02-01").assignment
            func end(_ client: Client, as caller: ClientsUnderTest, ifVersion: Int64) async throws {
                _ = try await caller.call(
                    EndAssignment(
                        idempotencyKey: .fresh(), client: client.id, ifVersion: Version(unchecked: ifVersion),
                        assignment: assignment.id, to: "2026-02-01"))
            }
            await #expect(throws: AssignmentNotFound()) { try await end(other, as: clients, ifVersion: 1) }
            await #expect(throws: ClientNotFound()) {
                try await end(client, as: clients.inOtherOrganisation, ifVersion: 2)
            }
            await #expect(throws: VersionConflict(currentVersion: Version(unchecked: 2))) {
                try await end(client, as: clients, ifVersion: 1)
            }
            #expect(try await clients.team(of: client) == [assignment])
        }
    }

    @Test func onlyThoseWhoMayAssignEnd() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            let assignment = try await clients.assign(.ann, to: client, from: "2026-02-01").assignment
            let reader = clients.as(.user(with: [.readAllClients, .readClients]))
            await #expect(
                performing: { _ = try await reader.end(assignment, on: "2026-02-01") },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
