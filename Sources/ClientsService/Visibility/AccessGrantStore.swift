// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit

/// Grants of access to clients. The database's triggers keep `sight` in step with them.
enum AccessGrantStore {
    /// Puts grants in the place of those of the same ids, if any, without publishing them.
    static func put(_ grants: [AccessGrant], in write: ClientWrite) async throws {
        if grants.isEmpty { return }
        try await write.transaction.execute(
            """
            insert into clients.access_grant (
                organisation_id, grant_id, version, client_id, holder_id, starts_on, ends_on, is_revoked)
            select \(write.organisation)::uuid, * from unnest(
                \(grants.map(\.id)), \(grants.map(\.version)), \(grants.map(\.client)),
                \(grants.map(\.holder.principal)), \(grants.map(\.from)), \(grants.map(\.to)),
                \(grants.map { $0.revokedAt != nil }))
            on conflict on constraint access_grant_id_is_unique
                do update set version = excluded.version, is_revoked = excluded.is_revoked
            """)
    }

    /// Of a client that the caller sees.
    static func grant(_ id: AccessGrantID, in write: ClientWrite) async throws -> AccessGrant? {
        try await write.transaction.optionalRow(
            """
            select \(record) from clients.access_grant as held
            where held.organisation_id = \(write.organisation) and held.grant_id = \(id)
                \(write.sight.sees("held.client_id"))
            """, as: AccessGrantRecord.self)?.grant
    }

    /// Only what is asked for stands in the statement, so that each combination is planned by itself.
    static func statement(
        _ filter: AccessGrantFilter, of sight: Sight, after grant: AccessGrantID?, limit: Int64
    ) -> SQL {
        var condition: SQL = "held.organisation_id = \(sight.organisation)"
        if let client = filter.client { condition += " and held.client_id = \(client)" }
        if let holder = filter.holder { condition += " and held.holder_id = \(holder.principal)" }
        if let day = filter.asOf {
            condition += """
                 and not held.is_revoked and held.starts_on <= \(day)
                 and (held.ends_on is null or held.ends_on >= \(day))
                """
        }
        return """
            select \(record)
            from (
                select * from clients.access_grant as held
                where \(condition) and held.grant_id > \(grant ?? AccessGrantID(UUIDValue(high: 0, low: 0)))
                    \(sight.sees("held.client_id"))
                order by held.grant_id limit \(limit)
            ) as held
            order by held.grant_id
            """
    }

    /// Of a grant that is `held`.
    private static var record: SQL {
        """
        (
            select fact.record from clients.fact
            where fact.organisation_id = held.organisation_id and fact.kind = 'access_grant'
                and fact.record_id = held.grant_id and fact.version = held.version
        )
        """
    }

    /// What lets the caller see clients that he has just created: nothing when he sees all of them.
    static func created(_ clients: [ClientID], by caller: Caller, in write: ClientWrite) -> [AccessGrant] {
        guard let limited = write.sight.limited, let holder = AccessHolder(caller) else { return [] }
        return clients.map { client in
            AccessGrant(
                id: .new(at: write.now), version: Version(unchecked: 1), client: client, holder: holder,
                reason: .created, from: limited.day, createdAt: write.now, updatedAt: write.now)
        }
    }
}

struct AccessGrantRecord: RowDecodable {
    let grant: AccessGrant

    init(row: inout Row) throws {
        grant = try StoredRecord.decode(AccessGrant.self, row.next())
    }
}

extension AccessHolder {
    /// Nil for a service, which sees every client.
    init?(_ caller: Caller) {
        switch caller.subject {
        case .user(let id): self.init(user: id)
        case .serviceAccount(let id): self.init(serviceAccount: id)
        case .anonymous, .service: return nil
        }
    }

    /// As `sight` names him.
    var principal: UUIDValue {
        user?.uuid ?? group?.uuid ?? serviceAccount?.uuid ?? UUIDValue(high: 0, low: 0)
    }
}
