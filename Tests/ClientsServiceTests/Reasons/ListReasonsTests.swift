// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import ClientsService

@Suite struct ListReasonsTests {
    @Test func anOrganisationBeginsWithATreeOfEachKind() async throws {
        try await withClients { clients in
            let trees = try await clients.call(ListReasons()).trees
            #expect(trees.map(\.kind) == ReasonKind.allCases)
            for tree in trees {
                #expect(tree.version == Version(unchecked: 1))
                #expect(tree.reasons.count >= 5)
                #expect(tree.reasons.allSatisfy { !$0.isClosed })
                // What every organisation has would be taken as its own definition.
                try ReasonRules.requireTree(
                    tree.reasons.map { NewReason(code: $0.code, name: $0.name, parent: $0.parent) })
            }
            #expect(try await clients.call(ListReasons(kind: .loss)).trees.map(\.kind) == [.loss])
        }
    }

    @Test func onlyReadersOfClientsList() async throws {
        try await withClients { clients in
            let other = clients.as(.user(with: [.readContacts]))
            await #expect(
                performing: { _ = try await other.call(ListReasons()) }, throws: isRemoteError(.permissionDenied))
        }
    }
}
