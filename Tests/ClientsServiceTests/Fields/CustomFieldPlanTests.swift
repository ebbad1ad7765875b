// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

/// Conditions on custom fields go by an index, with some thousand clients of two organisations.
@Suite struct CustomFieldPlanTests {
    @Test func clientsAreFoundByRangesOfTheIndex() async throws {
        try await withClients { clients in
            try await clients.define(.client, [.of("code", .text), .of("seats", .integer), .of("is_key", .flag)])
            let sheet = CustomFieldSheet(try await clients.call(ListFields()).fields, of: .client)
            try await fill(clients)
            let conditions: [CustomFieldCondition] = [
                try .of("code", equals: "code-77"), try .of("code", begins: "code-77"),
                try .of("seats", equals: "77"), try .of("seats", least: "2990"), try .of("is_key", equals: "true"),
            ]
            for condition in conditions {
                let tests = try CustomFieldTests([condition], by: sheet)
                let plan = try await plan(
                    ClientListStore.statement(
                        ClientTests(ClientFilter(), fields: tests), of: .first, after: nil, limit: 101), clients)
                #expect(plan.contains("field_value_by_key") || plan.contains("field_value_once_a_record"), "\(plan)")
                #expect(!plan.contains("Seq Scan"), "\(condition): \(plan)")
            }
            let rare = try CustomFieldTests([.of("code", equals: "code-77")], by: sheet)
            let plan = try await plan(
                ClientListStore.statement(
                    ClientTests(ClientFilter(), fields: rare), of: .first, after: nil, limit: 101), clients)
            #expect(plan.contains("field_value_by_key"), "\(plan)")
        }
    }

    @Test func theOtherRecordsAreFoundByItToo() async throws {
        try await withClients { clients in
            try await fill(clients)
            let field = try NewCustomField.of("code", .text)
            for subject in [CustomFieldSubject.contact, .contract, .opportunity] {
                try await clients.define(subject, [field])
            }
            let set = try await clients.call(ListFields()).fields
            func wanted(_ subject: CustomFieldSubject) throws -> CustomFieldTests {
                try CustomFieldTests([.of("code", equals: "x")], by: CustomFieldSheet(set, of: subject))
            }
            let statements = [
                ContactStore.statement(ContactFilter(), try wanted(.contact), of: .first, after: nil, limit: 101),
                ContractStore.statement(ContractFilter(), try wanted(.contract), of: .first, after: nil, limit: 101),
                OpportunityListStore.statement(
                    OpportunityFilter(), try wanted(.opportunity), of: .first, after: nil, limit: 101),
            ]
            for statement in statements {
                let plan = try await plan(statement, clients)
                #expect(plan.contains("field_value_by_key"), "\(plan)")
            }
        }
    }

    /// Three values of each client in each of two organisations.
    private func fill(_ clients: ClientsUnderTest) async throws {
        try await clients.fill(3000)
        try await clients.inOtherOrganisation.fill(3000)
        try await clients.database.withPool { pool in
            try await pool.execute(
                """
                insert into clients.field_value (organisation_id, subject, record_id, name, key)
                select organisation_id, 'client', client_id, given.name, given.key
                from (
                    select *, row_number() over (partition by organisation_id order by client_id) as number
                    from clients.client
                ) as client
                cross join lateral (values
                    ('code', 'code-' || number), ('seats', lpad((9223372036854775808 + number)::text, 20, '0')),
                    ('is_key', (number % 2 = 0)::text)
                ) as given (name, key)
                """)
            for table: SQL in ["analyze clients.field_value", "analyze clients.client"] {
                try await pool.execute(table)
            }
        }
    }

    private func plan(_ statement: SQL, _ clients: ClientsUnderTest) async throws -> String {
        try await clients.database.withPool(as: .clients, size: 1) { pool in
            try await pool.rows("explain \(statement)", as: String.self).joined(separator: "\n")
        }
    }
}
