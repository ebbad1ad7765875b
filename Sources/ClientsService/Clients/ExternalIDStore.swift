// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// What systems outside call clients.
enum ExternalIDStore {
    /// Throws `ExternalIDTaken` for the first that another client than `client` has. Holds until the transaction
    /// ends, since it has the organisation's lock.
    static func requireFree(
        _ externalIDs: some Collection<ExternalID>, for client: ClientID, in write: ClientWrite
    ) async throws {
        if externalIDs.isEmpty { return }
        let taken = try await write.transaction.optionalRow(
            """
            select given.system, given.external_id
            from unnest(\(externalIDs.map(\.system)), \(externalIDs.map(\.id))) with ordinality
                as given (system, external_id, ordinal)
            join clients.client_external_id as known
                on known.organisation_id = \(write.organisation) and known.system = given.system
                    and known.external_id = given.external_id
            where known.client_id <> \(client)
            order by given.ordinal limit 1
            """, as: (ExternalSystem, Text<1, 200>).self)
        if let taken { throw ExternalIDTaken(externalId: ExternalID(system: taken.0, id: taken.1)) }
    }

    /// Those that the client has already stay.
    static func add(
        _ externalIDs: some Collection<ExternalID>, to client: ClientID, in write: ClientWrite
    ) -> SQL {
        """
        insert into clients.client_external_id (organisation_id, system, external_id, client_id)
        select distinct \(write.organisation)::uuid, given.system, given.external_id, \(client)::uuid
        from unnest(\(externalIDs.map(\.system)), \(externalIDs.map(\.id))) as given (system, external_id)
        on conflict on constraint external_id_names_one_client do nothing
        """
    }

    static func remove(
        _ externalIDs: some Collection<ExternalID>, from client: ClientID, in write: ClientWrite
    ) -> SQL {
        """
        delete from clients.client_external_id as known
        using unnest(\(externalIDs.map(\.system)), \(externalIDs.map(\.id))) as given (system, external_id)
        where known.organisation_id = \(write.organisation) and known.client_id = \(client)
            and known.system = given.system and known.external_id = given.external_id
        """
    }
}
