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
        select given.ordinal - 1, client.client_id, own.id is not null, true\(sight.sees("client.client_id")),
            client.details
        \(ImportedRecords.named("client", externalIDs, "\(ids)", system: system, of: sight.organisation))
        """
    }
}
