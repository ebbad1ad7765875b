// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct CompleteTaskTests {
    @Test func aTaskIsDoneByWhomAndWhen() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let task = try await clients.task("Call", due: "2026-01-20")
            time.advance(hours: 1)
            let done = try await clients.complete(task)
            #expect(done.next == nil)
            #expect(done.task.state == .done)
            #expect(done.task.completedAt == time.now)
            #expect(done.task.completedBy?.text == clients.caller.label)
            #expect(done.task.note?.text == "Said")
            #expect(try await clients.tasks(TaskFilter(isOpen: true)).isEmpty)
            #expect(try await clients.feed().compactMap(\.task) == [task, done.task])
        }
    }

    @Test func aRecurringTaskComesAgainUntilItIsCancelled() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let acme = try await clients.create("Acme")
            var task = try await clients.task(
                "Report", due: "2026-01-31", client: acme.id, recurrence: .every(1, .month))
            var days: [CalendarDate] = []
            for _ in 1...3 {
                let done = try await clients.complete(task)
                task = try #require(done.next)
                #expect(done.task.next == task.id)
                days.append(task.dueOn)
            }
            #expect(days == ["2026-02-28", "2026-03-31", "2026-04-30"])
            #expect(task.client == acme.id)
            // Done half a year late, it is not due in the past.
            time.advance(hours: 24 * 270)
            task = try #require(try await clients.complete(task).next)
            #expect(task.dueOn == "2026-10-31")
            #expect(try await clients.complete(task, as: .cancelled).next == nil)
            #expect(try await clients.tasks(TaskFilter(isOpen: true)).isEmpty)
        }
    }

    @Test func aSeriesEndsWithItsLastDay() async throws {
        try await withClients(at: TestClock()) { clients in
            let task = try await clients.task(
                "Call", due: "2026-01-20", recurrence: .every(1, .week, until: "2026-01-31"))
            let next = try #require(try await clients.complete(task).next)
            #expect(next.dueOn == "2026-01-27")
            #expect(try await clients.complete(next).next == nil)
        }
    }

    @Test func aTaskWaitsForTheGatesBeforeIt() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let playbook = try await clients.playbook(
                "Start",
                [
                    .on(0, "Kick-off", isGate: true), .on(7, "Set up"), .on(14, "Accept", isGate: true),
                    .on(21, "Review"),
                ])
            let tasks = try await clients.start(playbook, with: acme, on: "2026-01-20").tasks
            await #expect(throws: GateClosed(gates: [tasks[0].id])) { try await clients.complete(tasks[1]) }
            await #expect(throws: GateClosed(gates: [tasks[0].id, tasks[2].id])) {
                try await clients.complete(tasks[3])
            }
            try await clients.complete(tasks[1], as: .cancelled)
            try await clients.complete(tasks[0])
            try await clients.complete(tasks[2], as: .cancelled)
            try await clients.complete(tasks[3])
            #expect(try await clients.tasks(TaskFilter(isOpen: true)).isEmpty)
        }
    }

    @Test func whatIsClosedUnknownOrOldIsRefused() async throws {
        try await withClients { clients in
            let first = try await clients.task("Call", due: "2026-01-20")
            let second = try await clients.call(UpsertTask.of("Write", due: "2026-01-20", replacing: first)).task
            await #expect(throws: VersionConflict(currentVersion: second.version)) {
                try await clients.complete(first)
            }
            await #expect(throws: TaskNotFound()) { try await clients.inOtherOrganisation.complete(second) }
            await #expect(
                performing: { try await clients.complete(second, as: .open) }, throws: refusesParams(at: "$.outcome"))
            let done = try await clients.complete(second).task
            await #expect(throws: TaskClosed()) { try await clients.complete(done) }
            let reader = clients.as(.user(with: [.readWork]))
            await #expect(
                performing: { try await reader.complete(second) }, throws: isRemoteError(.permissionDenied))
        }
    }
}
