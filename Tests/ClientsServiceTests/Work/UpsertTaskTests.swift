// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct UpsertTaskTests {
    @Test func aTaskIsMadeAndReplacedInWhole() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let acme = try await clients.create("Acme")
            let ada = try await clients.contact("Ada", at: [acme.id])
            let concern = try await clients.open("Broken", about: acme)
            let first = try await clients.call(
                UpsertTask.of(
                    "Call", due: "2026-01-20", client: acme.id, recurrence: .every(1, .week), concern: concern.id,
                    contact: ada.id)
            ).task
            #expect(first.version == Version(unchecked: 1))
            #expect(first.state == .open)
            #expect(first.firstDueOn == "2026-01-20")
            time.advance(hours: 1)
            let second = try await clients.call(
                UpsertTask.of("Write", due: "2026-01-21", replacing: first, owner: .bob)
            ).task
            #expect(second.version == Version(unchecked: 2))
            #expect(second.client == nil && second.contact == nil && second.recurrence == nil)
            #expect(second.createdAt == first.createdAt)
            #expect(try await clients.tasks() == [second])
            #expect(try await clients.tasks(TaskFilter(owner: .ann)).isEmpty)
            #expect(try await clients.feed().compactMap(\.task) == [first, second])
        }
    }

    @Test func whatIsUnknownIsRefused() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let bar = try await clients.create("Bar")
            let ada = try await clients.contact("Ada", at: [bar.id])
            let concern = try await clients.open("Broken", about: bar)
            let task = try await clients.task("Call", due: "2026-01-20", client: acme.id)
            let other = clients.inOtherOrganisation
            await #expect(throws: ClientNotFound()) {
                try await other.task("X", due: "2026-01-20", client: acme.id)
            }
            await #expect(throws: TaskNotFound()) {
                try await other.call(UpsertTask.of("X", due: "2026-01-20", replacing: task))
            }
            await #expect(throws: ContactNotFound()) {
                try await clients.call(UpsertTask.of("X", due: "2026-01-20", client: acme.id, contact: ada.id))
            }
            await #expect(throws: ConcernNotFound()) {
                try await clients.call(UpsertTask.of("X", due: "2026-01-20", client: acme.id, concern: concern.id))
            }
            let deal = try await clients.opportunity("Deal", with: bar.id)
            await #expect(throws: OpportunityNotFound()) {
                try await clients.call(UpsertTask.of("X", due: "2026-01-20", client: acme.id, opportunity: deal.id))
            }
            let theirs = try await clients.draft(with: bar)
            await #expect(throws: ContractNotFound()) {
                try await clients.call(
                    UpsertTask.of("X", due: "2026-01-20", client: acme.id, contract: theirs.id))
            }
            #expect(try await clients.tasks() == [task])
        }
    }

    @Test func anOldVersionConflictsAndWhatIsDoneStays() async throws {
        try await withClients { clients in
            let first = try await clients.task("Call", due: "2026-01-20")
            let second = try await clients.call(UpsertTask.of("Write", due: "2026-01-20", replacing: first)).task
            await #expect(throws: VersionConflict(currentVersion: second.version)) {
                try await clients.call(UpsertTask.of("X", due: "2026-01-20", replacing: first))
            }
            let done = try await clients.complete(second).task
            await #expect(throws: TaskClosed()) {
                try await clients.call(UpsertTask.of("X", due: "2026-01-20", replacing: done))
            }
        }
    }

    @Test func whatDoesNotFitTogetherIsNamed() async throws {
        try await withClients { clients in
            let command = try UpsertTask(
                idempotencyKey: .fresh(), ifVersion: Version(unchecked: 1), title: Text(validating: "X"), owner: .ann,
                dueOn: "9999-12-31", recurrence: .every(1, .day, until: "2026-01-01"),
                concern: .new(at: Clocks.start))
            await #expect(
                performing: { _ = try await clients.call(command) },
                throws: refusesParams(at: "$.ifVersion", "$.client", "$.recurrence.until", "$.dueOn"))
        }
    }

    @Test func aTaskOfARunStaysWithItsClient() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let bar = try await clients.create("Bar")
            let playbook = try await clients.playbook("Start", [.on(0, "Call")])
            let task = try await clients.start(playbook, with: acme, on: "2026-01-20").tasks[0]
            await #expect(
                performing: {
                    _ = try await clients.call(
                        UpsertTask.of("X", due: "2026-01-20", replacing: task, client: bar.id))
                }, throws: refusesParams(at: "$.client"))
            let moved = try await clients.call(
                UpsertTask.of("Call", due: "2026-01-22", replacing: task, client: acme.id)
            ).task
            #expect(moved.run == task.run)
            #expect(moved.step == task.step)
        }
    }

    @Test func onlyWhoWritesWorkMakesTasks() async throws {
        try await withClients { clients in
            let reader = clients.as(.user(with: [.readWork]))
            await #expect(
                performing: { _ = try await reader.task("X", due: "2026-01-20") },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
