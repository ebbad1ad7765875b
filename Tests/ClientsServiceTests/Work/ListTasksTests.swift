// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListTasksTests {
    @Test func eachPartOfTheFilterMustHold() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let first = try await clients.task("First", due: "2026-01-20", client: acme.id)
            try await clients.task("Second", due: "2026-02-20", owner: .bob)
            let playbook = try await clients.playbook("Start", [.on(10, "Step")])
            let run = try await clients.start(playbook, with: acme, on: "2026-03-01").run
            try await clients.complete(first)
            func found(_ filter: TaskFilter) async throws -> [String] {
                try await clients.tasks(filter).map(\.title.text)
            }
            #expect(try await found(TaskFilter()) == ["First", "Second", "Step"])
            #expect(try await found(TaskFilter(owner: .bob)) == ["Second"])
            #expect(try await found(TaskFilter(client: acme.id)) == ["First", "Step"])
            #expect(try await found(TaskFilter(run: run.id)) == ["Step"])
            #expect(try await found(TaskFilter(isOpen: true)) == ["Second", "Step"])
            #expect(try await found(TaskFilter(isOpen: false)) == ["First"])
            #expect(try await found(TaskFilter(dueBy: "2026-02-20")) == ["First", "Second"])
            #expect(try await found(TaskFilter(owner: .ann, isOpen: true, dueBy: "2026-03-10")).isEmpty)
        }
    }

    @Test func pagesGoOnByTheCursor() async throws {
        try await withClients { clients in
            for number in 1...5 { try await clients.task("\(number)", due: "2026-01-20") }
            var seen: [String] = []
            var cursor: PageCursor?
            repeat {
                let page = try await clients.call(ListTasks(limit: PageLimit(unchecked: 2), cursor: cursor))
                seen += page.items.map(\.title.text)
                cursor = page.next
            } while cursor != nil
            #expect(seen == ["1", "2", "3", "4", "5"])
        }
    }

    @Test func anotherOrganisationsTasksAreAbsent() async throws {
        try await withClients { clients in
            try await clients.task("Call", due: "2026-01-20")
            #expect(try await clients.inOtherOrganisation.tasks().isEmpty)
            let other = clients.as(.user(with: [.readClients]))
            await #expect(performing: { _ = try await other.tasks() }, throws: isRemoteError(.permissionDenied))
        }
    }
}
