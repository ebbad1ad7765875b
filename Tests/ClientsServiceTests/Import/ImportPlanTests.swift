// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

/// What an import asks the database goes by an index, with some thousand records of two organisations.
@Suite struct ImportPlanTests {
    @Test func recordsAreFoundByTheirIDs() async throws {
        try await withClients { clients in
            for clients in [clients, clients.inOtherOrganisation] {
                try await clients.fill(3000)
                let run = try await clients.as(
                    .user(in: clients.caller.organisation, with: Permission.importing)
                ).importContacts(3000)
                #expect(run.progress.counts == [3000, 0, 0, 0])
                try await clients.selling.importSales(3000)
            }
            try await clients.database.withPool { _ = try await $0.execute("analyze") }
            let ids: [Text<1, 200>] = try [Text(validating: "Client-7"), Text(validating: "Client-8")]
            let found = try await plan(
                ClientImportStore.statement(ids, [nil, .new(at: Clocks.start)], system: .shop, of: .first), clients)
            #expect(!found.contains("Seq Scan"), "\(found)")
            #expect(found.contains("external_id_names_one_client"), "\(found)")
            let people = try await plan(
                ContactImportStore.statement(ids, [nil, .new(at: Clocks.start)], system: .shop, of: .first), clients)
            #expect(!people.contains("Seq Scan"), "\(people)")
            #expect(people.contains("contact_external_id_names_one"), "\(people)")
            let leads = try await plan(
                LeadImportStore.statement(ids, [nil, .new(at: Clocks.start)], system: .shop, of: .first), clients)
            #expect(!leads.contains("Seq Scan"), "\(leads)")
            #expect(leads.contains("lead_external_id_names_one"), "\(leads)")
            let deals = try await plan(
                OpportunityImportStore.statement(ids, [nil, .new(at: Clocks.start)], system: .shop, of: .first),
                clients)
            #expect(!deals.contains("Seq Scan"), "\(deals)")
            #expect(deals.contains("opportunity_external_id_names_one"), "\(deals)")
        }
    }

    private func plan(_ statement: SQL, _ clients: ClientsUnderTest) async throws -> String {
        try await clients.database.withPool(as: .clients, size: 1) { pool in
            try await pool.rows("explain \(statement)", as: String.self).joined(separator: "\n")
        }
    }
}

extension ClientsUnderTest {
    /// A contact of each of the first clients that `fill` has made.
    fileprivate func importContacts(_ count: Int) async throws -> ImportRows.Response {
        let run = try await startImport(.of(.contacts, "externalId", "clientExternalId", "name", "email"))
        var response: ImportRows.Response?
        for start in stride(from: 0, to: count, by: 1000) {
            let rows = (start..<min(start + 1000, count)).map {
                ["c\($0)", "Client-\($0)", "Person \($0)", "p\($0)@example.com"]
            }
            response = try await send(run, rows, at: start)
        }
        return try #require(response)
    }

    /// A lead, and an opportunity of each of the first clients.
    fileprivate func importSales(_ count: Int) async throws {
        let leads = try await startImport(.of(.leads, "externalId", "name"))
        let deals = try await startImport(
            .of(
                .opportunities, "externalId", "clientExternalId", "name", "amount",
                mappings: [.value(.currency, "EUR")]))
        for start in stride(from: 0, to: count, by: 1000) {
            let numbers = start..<min(start + 1000, count)
            let lead = try await send(leads, numbers.map { ["l\($0)", "Person \($0)"] }, at: start)
            let deal = try await send(
                deals, numbers.map { ["o\($0)", "Client-\($0)", "Deal \($0)", "1"] }, at: start)
            #expect(lead.rejects.isEmpty && deal.rejects.isEmpty)
        }
    }
}
