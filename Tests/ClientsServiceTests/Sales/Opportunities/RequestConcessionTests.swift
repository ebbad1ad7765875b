// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct RequestConcessionTests {
    @Test func whatIsAskedForIsKept() async throws {
        try await withClients { clients in
            let first = try await clients.opportunity("A", with: clients.create("Acme").id)
            let (concession, asked) = try await clients.request(.paymentTerms, for: first, amount: .of("12.50"))
            #expect(asked.version == Version(unchecked: 2))
            #expect(asked.concessions.map(\.id) == [concession])
            #expect(asked.concessions.map(\.kind) == [.paymentTerms])
            #expect(asked.concessions.map(\.amount) == [try .of("12.50")])
            #expect(asked.concessions.map(\.state) == [.requested])
            #expect(asked.concessions.map(\.decidedBy) == [nil])
            let (_, both) = try await clients.request(for: asked)
            #expect(both.concessions.count == 2)
            #expect(try await clients.feed().compactMap(\.opportunity) == [first, asked, both])
        }
    }

    @Test func itsAmountIsInTheOpportunitysCurrencyAndNotNegative() async throws {
        try await withClients { clients in
            let first = try await clients.opportunity("A", with: clients.create("Acme").id)
            for amount in try [Money.of("1.00", "USD"), .of("-1.00")] {
                await #expect(
                    performing: { _ = try await clients.request(for: first, amount: amount) },
                    throws: refusesParams(at: "$.amount"))
            }
        }
    }

    @Test func thereAreNotTooMany() async throws {
        try await withClients { clients in
            var opportunity = try await clients.opportunity("A", with: clients.create("Acme").id)
            for _ in 0..<50 { opportunity = try await clients.request(for: opportunity).opportunity }
            let full = opportunity
            await #expect(throws: TooManyConcessions(limit: Count(50))) { _ = try await clients.request(for: full) }
        }
    }

    @Test func whatIsNotThereOrClosedOrNewerIsRefused() async throws {
        try await withClients { clients in
            let first = try await clients.opportunity("A", with: clients.create("Acme").id)
            await #expect(throws: OpportunityNotFound()) {
                _ = try await clients.inOtherOrganisation.request(for: first)
            }
            let closed = try await clients.close(first, .won)
            await #expect(throws: VersionConflict(currentVersion: closed.version)) {
                _ = try await clients.request(for: first)
            }
            await #expect(throws: OpportunityClosed(outcome: .won)) { _ = try await clients.request(for: closed) }
        }
    }

    @Test func onlyWritersOfSalesAsk() async throws {
        try await withClients { clients in
            let first = try await clients.opportunity("A", with: clients.create("Acme").id)
            let reader = clients.as(.user(with: [.readSales, .approveConcessions]))
            await #expect(
                performing: { _ = try await reader.request(for: first) }, throws: isRemoteError(.permissionDenied))
        }
    }
}
