// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListPlaybooksTests {
    @Test func playbooksAreListedByPurposeAndPage() async throws {
        try await withClients { clients in
            for number in 1...3 { _ = try await clients.playbook("\(number)", [.on(0, "Call")]) }
            _ = try await clients.call(DefinePlaybook.of("Save", [.on(0, "Call")], purpose: .save))
            let first = try await clients.call(ListPlaybooks(purpose: .onboarding, limit: PageLimit(unchecked: 2)))
            #expect(first.items.map(\.name.text) == ["1", "2"])
            let second = try await clients.call(ListPlaybooks(cursor: first.next))
            #expect(second.items.map(\.name.text) == ["3"])
            #expect(second.next == nil)
            #expect(try await clients.call(ListPlaybooks()).items.count == 4)
            #expect(try await clients.inOtherOrganisation.call(ListPlaybooks()).items.isEmpty)
            let other = clients.as(.user(with: [.readClients]))
            await #expect(
                performing: { _ = try await other.call(ListPlaybooks()) }, throws: isRemoteError(.permissionDenied))
        }
    }
}
