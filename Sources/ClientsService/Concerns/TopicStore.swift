// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// What concerns and work are about, besides a client.
enum TopicStore {
    /// Throws `OpportunityNotFound` unless it is the client's, whom the caller sees.
    static func requireOpportunity(
        _ opportunity: OpportunityID?, of client: ClientID, in write: ClientWrite
    ) async throws {
        guard let opportunity else { return }
        let isKnown = try await write.transaction.row(
            """
            select exists (
                select from clients.opportunity
                where organisation_id = \(write.organisation) and opportunity_id = \(opportunity)
                    and client_id = \(client))
            """, as: Bool.self)
        guard isKnown else { throw OpportunityNotFound() }
    }

    /// Throws `ContractNotFound` unless it is the client's, whom the caller sees.
    static func requireContract(_ contract: ContractID?, of client: ClientID, in write: ClientWrite) async throws {
        guard let contract else { return }
        let isKnown = try await write.transaction.row(
            """
            select exists (
                select from clients.contract
                where organisation_id = \(write.organisation) and contract_id = \(contract)
                    and client_id = \(client))
            """, as: Bool.self)
        guard isKnown else { throw ContractNotFound() }
    }
}
