// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

enum ServiceAccountStore {
    static func insert(
        _ account: ServiceAccountID, name: Text<1, 200>, permissions: [Permission], in organisation: OrganisationID,
        at now: Instant, _ tx: Transaction
    ) async throws {
        do {
            try await tx.execute(
                """
                insert into service_account (organisation_id, service_account_id, name, permissions, created_at)
                values (\(organisation), \(account), \(name), \(permissions), \(now))
                """)
        } catch  where error.isUniqueViolation(of: "service_account_name_unique") {
            throw ServiceAccountNameTaken()
        }
    }

    /// In the order of their creation, after `last`, with their live secrets.
    static func list(
        after last: ServiceAccountID?, limit: Int64, in organisation: OrganisationID, at now: Instant,
        _ executor: any PostgresExecutor
    ) async throws -> [ServiceAccount] {
        var sql: SQL = """
            select
                service_account_id, name,
                array(
                    select role from role_binding
                    where role_binding.organisation_id = service_account.organisation_id
                        and role_binding.service_account_id = service_account.service_account_id
                        and \(RoleStore.holds(at: now))
                    order by role),
                permissions, created_at, version
            from service_account where organisation_id = \(organisation)
            """
        if let last { sql += " and service_account_id > \(last)" }
        let accounts = try await executor.rows(
            sql + " order by service_account_id limit \(limit)",
            as: (ServiceAccountID, Text<1, 200>, [RoleName], [String], Instant, Version).self)
        let secrets = try await ClientSecretStore.live(
            of: accounts.map(\.0), in: organisation, at: now, executor)
        return accounts.map { id, name, roles, permissions, createdAt, version in
            ServiceAccount(
                serviceAccount: id, name: name, roles: roles,
                permissions: permissions.compactMap(Permission.init(rawValue:)), secrets: secrets[id] ?? [],
                createdAt: createdAt, version: version)
        }
    }

    /// Locks the account until the transaction ends. Nil when there is none.
    static func lock(
        _ account: ServiceAccountID, in organisation: OrganisationID, _ tx: Transaction
    ) async throws -> Version? {
        try await tx.optionalRow(
            """
            select version from service_account
            where organisation_id = \(organisation) and service_account_id = \(account)
            for no key update
            """, as: Version.self)
    }

    /// Counts a change of the account.
    static func advance(
        _ account: ServiceAccountID, in organisation: OrganisationID, _ tx: Transaction
    ) async throws -> Version {
        try await tx.row(
            """
            update service_account set version = version + 1
            where organisation_id = \(organisation) and service_account_id = \(account)
            returning version
            """, as: Version.self)
    }
}
