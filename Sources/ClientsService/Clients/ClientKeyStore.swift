// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// By what clients are found beside their names.
enum ClientKeyStore {
    /// Puts the keys of the details in the place of those that the client had.
    static func put(_ details: ClientDetails?, of client: ClientID, in write: ClientWrite) -> [SQL] {
        let keys = Array(ClientKey.keys(of: details))
        return [
            """
            delete from clients.client_key
            where organisation_id = \(write.organisation) and client_id = \(client)
            """,
            """
            insert into clients.client_key (organisation_id, client_id, kind, key)
            select \(write.organisation)::uuid, \(client)::uuid, kind, key
            from unnest(\(keys.map(\.kind.rawValue)), \(keys.map(\.text))) as given (kind, key)
            """,
        ]
    }
}
