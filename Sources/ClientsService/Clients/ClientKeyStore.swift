// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// By what clients are found beside their names.
enum ClientKeyStore {
    /// Puts the keys of the details in the place of those that the client had.
    static func put(_ details: ClientDetails?, of client: ClientID, in write: ClientWrite) -> [SQL] {
        put([(client, details)], replacing: [client], in: write)
    }

    /// The same of many clients; those of `replacing` had keys before.
    static func put(
        _ changed: [(client: ClientID, details: ClientDetails?)], replacing: [ClientID], in write: ClientWrite
    ) -> [SQL] {
        let keys = changed.flatMap { change in ClientKey.keys(of: change.details).map { (change.client, $0) } }
        var statements: [SQL] = []
        if !replacing.isEmpty {
            statements.append(
                """
                delete from clients.client_key
                where organisation_id = \(write.organisation) and client_id = any(\(replacing))
                """)
        }
        if !keys.isEmpty {
            statements.append(
                """
                insert into clients.client_key (organisation_id, client_id, kind, key)
                select \(write.organisation)::uuid, client_id, kind, key
                from unnest(\(keys.map(\.0)), \(keys.map(\.1.kind.rawValue)), \(keys.map(\.1.text)))
                    as given (client_id, kind, key)
                """)
        }
        return statements
    }
}
