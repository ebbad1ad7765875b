// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// What the clients of a list must be.
struct ClientTests {
    let filter: ClientFilter
    let fields: CustomFieldTests
    /// What the names must match for the filter's text, as a `tsquery`; empty when the text has no word.
    let words: String?

    init(_ filter: ClientFilter, fields: CustomFieldTests = .none, words: String? = nil) {
        self.filter = filter
        self.fields = fields
        self.words = words
    }

    /// Throws `InvalidParams` for custom fields that cannot be asked for.
    static func asked(
        _ filter: ClientFilter, in organisation: OrganisationID, from database: some PostgresExecutor
    ) async throws -> ClientTests {
        let fields = try await CustomFieldTests.asked(filter.fields, of: .client, in: organisation, from: database)
        // Found first, so that the planner sees which words they are: some names have often, others never.
        let words: String? =
            if let text = filter.text {
                try await database.row(ClientSearchStore.beginnings(of: text.text, in: organisation), as: String.self)
            } else {
                nil
            }
        return ClientTests(filter, fields: fields, words: words)
    }

    /// Only what is asked for stands in the statement, so that each combination is planned by itself.
    func condition(of organisation: OrganisationID) -> SQL {
        var condition: SQL = "client.organisation_id = \(organisation)"
        if let prefix = filter.namePrefix {
            // A name key begins with the prefix when it lies between it and it with the greatest character after it.
            condition += """
                 and client.name_key >= clients.plain(\(prefix)) collate "C"
                 and client.name_key < clients.plain(\(prefix)) collate "C" || chr(1114111)
                """
        }
        if let words { condition += words.isEmpty ? " and false" : " and client.name_words @@ \(words)::tsquery" }
        if let kind = filter.kind { condition += " and client.kind = \(kind)" }
        if let lifecycle = filter.lifecycle { condition += " and client.lifecycle = \(lifecycle)" }
        if let country = filter.country { condition += " and client.country = \(country)" }
        if let instant = filter.updatedSince { condition += " and client.updated_at >= \(instant)" }
        if let system = filter.externalSystem {
            condition += """
                 and exists (
                    select from clients.client_external_id as named
                    where named.organisation_id = client.organisation_id and named.client_id = client.client_id
                        and named.system = \(system))
                """
        }
        return condition + fields.hold(of: "client.client_id", in: organisation)
    }
}
