// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct GetPipelineTests {
    @Test func amountsAreWeightedExactlyAndCurrenciesAreKeptApart() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            try await clients.opportunity("A", with: acme, amount: .of("0.01"))
            try await clients.opportunity("B", with: acme, amount: .of("33.33"), probability: 33)
            try await clients.opportunity("C", with: acme, amount: .of("7", "JPY"))
            try await clients.opportunity("D", with: acme, stage: "proposal", amount: .of("92233720368547758.07"))
            try await clients.opportunity("E", with: acme, stage: "proposal", amount: .of("92233720368547758.07"))
            try await clients.close(clients.opportunity("F", with: acme), .won)
            let rows = try await clients.pipeline().rows
            #expect(rows.map { $0.stage?.text } == ["qualification", "qualification", "proposal"])
            #expect(rows.map(\.currency.text) == ["EUR", "JPY", "EUR"])
            #expect(rows.map(\.opportunities.rawValue) == [2, 1, 2])
            #expect(rows.map(\.amount.amount) == ["33.34", "7", "184467440737095516.14"])
            // 0.01 x 10 % + 33.33 x 33 %, 7 x 10 %, and the sum of both x 50 %.
            #expect(rows.map(\.weighted.amount) == ["10.9999", "0.7", "92233720368547758.07"])
            #expect(rows.map(\.owner) == [nil, nil, nil])
        }
    }

    @Test func rowsAreToldApartAsAsked() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let (ada, bob) = (UserID.new(at: Clocks.start), UserID.new(at: Clocks.start.adding(seconds: 1)))
            try await clients.opportunity("A", with: acme, stage: "proposal", amount: .of("1.00"), owner: ada)
            try await clients.opportunity("B", with: acme, stage: "discovery", amount: .of("2.00"), owner: ada)
            try await clients.opportunity("C", with: acme, stage: "proposal", amount: .of("4.00"), owner: bob)
            try await clients.opportunity("D", with: acme, stage: "proposal", amount: .of("8.00"))
            let whole = try await clients.pipeline(by: []).rows
            #expect(whole.map(\.amount.amount) == ["15.00"])
            #expect(whole.map(\.weighted.amount) == ["7.00"])
            #expect(whole.map(\.stage) == [nil])
            let owners = try await clients.pipeline(by: [.owner]).rows
            #expect(owners.map(\.owner) == [ada, bob, nil])
            #expect(owners.map(\.amount.amount) == ["3.00", "4.00", "8.00"])
            let both = try await clients.pipeline(by: [.owner, .stage]).rows
            #expect(both.map { $0.stage?.text } == ["discovery", "proposal", "proposal", "proposal"])
            #expect(both.map(\.owner) == [ada, ada, bob, nil])
            #expect(both.map(\.amount.amount) == ["2.00", "1.00", "4.00", "8.00"])
        }
    }

    @Test func onlyWhatTheFilterSaysCounts() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let bar = try await clients.create("Bar").id
            let ada = UserID.new(at: Clocks.start)
            try await clients.opportunity("A", with: acme, amount: .of("1.00"), closing: "2026-03-31", owner: ada)
            try await clients.opportunity("B", with: bar, kind: .renewal, amount: .of("2.00"), closing: "2026-04-01")
            try await clients.opportunity("C", with: bar, amount: .of("4.00", "USD"))
            func amounts(_ filter: PipelineFilter) async throws -> [String] {
                try await clients.pipeline(filter).rows.map(\.amount.amount)
            }
            #expect(try await amounts(PipelineFilter(client: acme)) == ["1.00"])
            #expect(try await amounts(PipelineFilter(owner: ada)) == ["1.00"])
            #expect(try await amounts(PipelineFilter(kind: .renewal)) == ["2.00"])
            #expect(try await amounts(PipelineFilter(currency: .init(validating: "USD"))) == ["4.00"])
            #expect(try await amounts(PipelineFilter(closingFrom: .day("2026-04-01"))) == ["2.00"])
            #expect(try await amounts(PipelineFilter(closingTo: .day("2026-03-31"))) == ["1.00"])
        }
    }

    @Test func aStagesProbabilityCountsAsItIsNow() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            try await clients.define(ifVersion: 1, .open("talk", 20))
            try await clients.opportunity("A", with: acme, amount: .of("10.00"))
            try await clients.opportunity("B", with: acme, amount: .of("10.00"), probability: 0)
            #expect(try await clients.pipeline().rows.map(\.weighted.amount) == ["2.00"])
            try await clients.define(ifVersion: 2, .open("talk", 45))
            #expect(try await clients.pipeline().rows.map(\.weighted.amount) == ["4.50"])
        }
    }

    @Test func anotherOrganisationsDoNotCount() async throws {
        try await withClients { clients in
            try await clients.opportunity("A", with: clients.create("Acme").id)
            #expect(try await clients.inOtherOrganisation.pipeline().rows.isEmpty)
        }
    }

    @Test func onlyReadersOfSalesSum() async throws {
        try await withClients { clients in
            let other = clients.as(.user(with: [.readClients, .writeSales]))
            await #expect(performing: { _ = try await other.pipeline() }, throws: isRemoteError(.permissionDenied))
        }
    }
}

extension ClientsUnderTest {
    fileprivate func pipeline(
        _ filter: PipelineFilter? = nil, by grouping: [PipelineGrouping]? = nil
    ) async throws -> GetPipeline.Response {
        try await call(GetPipeline(filter: filter, by: grouping.map { try List(validating: $0) }))
    }
}
