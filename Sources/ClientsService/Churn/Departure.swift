// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit

/// A customer becomes a former one, and what was under way with him stops.
struct Departure {
    var changes: [ClientChange] = []
    var facts: [ClientFact] = []

    /// Written; what it holds is to be published.
    static func of(_ client: Client, in write: ClientWrite) async throws -> Departure {
        var departure = Departure()
        let team = try await TeamStore.team(of: client, entering: .former, in: write)
        departure.changes = try await TeamStore.put([team], entering: .former, in: write)
        if let handover = try await HandoverStore.underWay(of: client.id, in: write) {
            let cancelled = handover.cancelled(at: write.now)
            try await HandoverStore.put(cancelled, in: write)
            departure.facts = [try .handover(cancelled)]
        }
        return departure
    }
}

/// Clients who were to leave on a day that has come are former ones from now on.
enum Departures {
    /// Read at once.
    private static let batch = 100

    static func settleAll(in context: ClientsContext) async throws {
        while true {
            let leaving = try await context.database.rows(
                ChurnStore.leaving(upTo: context.clock.now().day, limit: batch), as: (OrganisationID, ClientID).self)
            for (organisation, client) in leaving {
                try await context.database.withTransaction { transaction in
                    try await settle(client, of: organisation, in: context, transaction)
                }
            }
            if leaving.count < batch { return }
        }
    }

    /// Who has signed again since stays a customer.
    private static func settle(
        _ id: ClientID, of organisation: OrganisationID, in context: ClientsContext, _ transaction: Transaction
    ) async throws {
        let clerk = Caller(
            subject: .service(.clients), organisation: organisation, permissions: PermissionSet([]))
        let write = try await ClientWrite.begin(by: clerk, at: context.clock, in: transaction)
        try await transaction.execute(ChurnStore.settleLeaving(id, in: write))
        let client = try await ClientStore.client(id, in: write)
        guard client.lifecycle == .customer, try await ContractStore.signed(with: id, in: write).isEmpty else {
            return
        }
        let departure = try await Departure.of(client, in: write)
        try await write.publish(departure.changes, departure.facts)
    }
}
