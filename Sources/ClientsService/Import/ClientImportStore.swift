// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// What an import reads of clients before it writes them.
enum ClientImportStore {
    /// By the index of the row: the client that its own id names, and the details of the client that it means.
    struct Present {
        var owned: [Int: ClientID] = [:]
        var details: [Int: ClientDetails] = [:]
        /// Rows that mean a client whom the caller does not see.
        var hidden: Set<Int> = []

        func requireSeen(_ index: Int) throws(RejectedRow) {
            if hidden.contains(index) { throw RejectedRow(.taken, .externalId, "must not be another client's") }
        }
    }

    static func present(
        _ records: [ClientImportRow], system: ExternalSystem, in write: ClientWrite
    ) async throws -> Present {
        var present = Present()
        if records.isEmpty || records.allSatisfy({ $0.ownID == nil && $0.details.isEmpty }) { return present }
        let rows = try await write.transaction.rows(
            statement(
                records.map(\.row.externalID), records.map(\.ownID), system: system, of: write.sight),
            as: (Int, ClientID, Bool, Bool, [UInt8]?).self)
        for (index, client, isOwn, isSeen, details) in rows {
            guard isSeen else {
                present.hidden.insert(index)
                continue
            }
            if isOwn { present.owned[index] = client }
            present.details[index] = try details.map { try StoredRecord.decode(ClientDetails.self, $0) }
        }
        return present
    }

    /// Clients by their own ids, or else by their external ids, and whether the caller sees them.
    static func statement(
        _ externalIDs: [Text<1, 200>], _ ids: [ClientID?], system: ExternalSystem, of sight: Sight
    ) -> SQL {
        """
        select given.ordinal - 1, client.client_id, own.client_id is not null, client.is_seen, client.details
        from unnest(\(externalIDs), \(ids)) with ordinality as given (external_id, own_id, ordinal)
        -- Looked up row by row, so that no plan reads all of a table that grows with every call.
        left join lateral (
            select own.client_id from clients.client as own
            where own.organisation_id = \(sight.organisation) and own.client_id = given.own_id
            limit 1
        ) as own on true
        left join lateral (
            select known.client_id from clients.client_external_id as known
            where known.organisation_id = \(sight.organisation) and known.system = \(system)
                and known.external_id = given.external_id
            limit 1
        ) as known on true
        cross join lateral (
            select client.client_id, client.details, true\(sight.sees("client.client_id")) as is_seen
            from clients.client
            where client.organisation_id = \(sight.organisation)
                and client.client_id = coalesce(own.client_id, known.client_id)
            limit 1
        ) as client
        """
    }
}
