// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

enum ClientStore {
    static func keep(_ clients: [Client], _ projection: FeedProjection, in tx: Transaction) async throws {
        try await tx.execute(
            """
            insert into reporting.client (organisation_id, generation, client_id, name, country, version)
            select \(projection.scope.organisation), \(projection.generation), client_id, name, country, version
            from unnest(
                \(clients.map(\.id)), \(clients.map(\.name)), \(clients.map(\.country)), \(clients.map(\.version))
            ) as heard (client_id, name, country, version)
            on conflict (organisation_id, generation, client_id) do update
            set name = excluded.name, country = excluded.country, version = excluded.version
            where client.version < excluded.version
            """)
    }

    static func forget(_ projection: FeedProjection, limit: Int, in tx: Transaction) async throws -> Int {
        try await tx.execute(
            """
            delete from reporting.client where ctid = any(array(
                select ctid from reporting.client
                where organisation_id = \(projection.scope.organisation) and generation = \(projection.generation)
                limit \(limit)))
            """)
    }
}
