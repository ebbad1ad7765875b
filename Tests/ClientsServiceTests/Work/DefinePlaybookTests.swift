// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct DefinePlaybookTests {
    @Test func aPlaybookIsReplacedInWholeAndWhatWasStartedStays() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let first = try await clients.playbook("Start", [.on(0, "Call"), .on(7, "Visit", role: .specialist)])
            #expect(first.version == Version(unchecked: 1))
            #expect(first.isActive)
            let run = try await clients.start(first, with: acme, on: "2026-01-20").run
            let second = try await clients.call(
                DefinePlaybook.of("Begin", [.on(1, "Write")], replacing: first, purpose: .save)
            ).playbook
            #expect(second.version == Version(unchecked: 2))
            #expect(second.id == first.id)
            #expect(try await clients.call(ListPlaybooks()).items == [second])
            #expect(try await clients.tasks(TaskFilter(run: run.id)).map(\.title.text) == ["Call", "Visit"])
            #expect(run.playbookVersion == first.version)
            #expect(try await clients.feed().compactMap(\.playbook) == [first, second])
        }
    }

    @Test func whatIsUnknownOldOrHalfIsRefused() async throws {
        try await withClients { clients in
            let first = try await clients.playbook("Start", [.on(0, "Call")])
            let second = try await clients.call(
                DefinePlaybook.of("Begin", [.on(0, "Call")], replacing: first)
            ).playbook
            await #expect(throws: VersionConflict(currentVersion: second.version)) {
                try await clients.call(DefinePlaybook.of("X", [.on(0, "Call")], replacing: first))
            }
            await #expect(throws: PlaybookNotFound()) {
                try await clients.inOtherOrganisation.call(
                    DefinePlaybook.of("X", [.on(0, "Call")], replacing: second))
            }
            let half = try DefinePlaybook(
                idempotencyKey: .fresh(), playbook: second.id, name: Text(validating: "X"), purpose: .save,
                steps: List(validating: [.on(0, "Call")]))
            await #expect(performing: { _ = try await clients.call(half) }, throws: refusesParams(at: "$.ifVersion"))
            let writer = clients.as(.user(with: [.readWork, .writeWork]))
            await #expect(
                performing: { _ = try await writer.playbook("X", [.on(0, "Call")]) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
