// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import Postgres
import ServiceKit

extension User: RowDecodable {
    package init(row: inout Row) throws {
        self.init(
            user: try row.next(), email: try row.next(), name: try row.next(), state: try row.next(),
            hasPassword: try row.next(), roles: try row.next(), createdAt: try row.next(), version: try row.next())
    }
}

enum UserStore {
    static func insert(
        _ user: UserID, email: EmailAddress, name: Text<1, 200>, in organisation: OrganisationID, at now: Instant,
        _ tx: Transaction
    ) async throws {
        do {
            try await tx.execute(
                """
                insert into user_account (organisation_id, user_id, email, name, state, created_at)
                values (\(organisation), \(user), \(email), \(name), \(UserState.active), \(now))
                """)
        } catch  where error.isUniqueViolation(of: "user_account_email_unique") {
            throw EmailTaken()
        }
    }

    static func get(
        _ user: UserID, in organisation: OrganisationID, at now: Instant, _ executor: any PostgresExecutor
    ) async throws -> User? {
        try await executor.optionalRow(
            columns(at: now)
                + " where user_account.organisation_id = \(organisation) and user_account.user_id = \(user)")
    }

    /// In the order of their e-mail addresses, after `last`.
    static func list(
        _ filter: UserFilter, after last: EmailAddress?, limit: Int64, in organisation: OrganisationID,
        at now: Instant, _ executor: any PostgresExecutor
    ) async throws -> [User] {
        var sql = columns(at: now) + " where user_account.organisation_id = \(organisation)"
        if let state = filter.state { sql += " and state = \(state)" }
        if let role = filter.role {
            sql += """
                 and user_account.user_id in (
                    select user_id from role_binding
                    where organisation_id = \(organisation) and role = \(role) and \(RoleStore.holds(at: now)))
                """
        }
        if let last { sql += " and email > \(last)" }
        return try await executor.rows(sql + " order by email limit \(limit)")
    }

    /// Locks the user until the transaction ends.
    static func lock(
        _ user: UserID, in organisation: OrganisationID, _ tx: Transaction
    ) async throws -> (version: Version, state: UserState)? {
        try await tx.optionalRow(
            """
            select version, state from user_account
            where organisation_id = \(organisation) and user_id = \(user)
            for no key update
            """, as: (Version, UserState).self)
    }

    /// Counts a change of the user.
    static func advance(
        _ user: UserID, in organisation: OrganisationID, _ tx: Transaction
    ) async throws -> Version {
        try await tx.row(
            """
            update user_account set version = version + 1
            where organisation_id = \(organisation) and user_id = \(user)
            returning version
            """, as: Version.self)
    }

    static func disable(
        _ user: UserID, in organisation: OrganisationID, _ tx: Transaction
    ) async throws -> Version {
        try await tx.row(
            """
            update user_account set state = \(UserState.disabled), version = version + 1
            where organisation_id = \(organisation) and user_id = \(user)
            returning version
            """, as: Version.self)
    }

    private static func columns(at now: Instant) -> SQL {
        """
        select
            user_account.user_id, email, name, state,
            password.user_id is not null,
            array(
                select role from role_binding
                where role_binding.organisation_id = user_account.organisation_id
                    and role_binding.user_id = user_account.user_id and \(RoleStore.holds(at: now))
                order by role),
            created_at, version
        from user_account
        left join password
            on password.organisation_id = user_account.organisation_id and password.user_id = user_account.user_id
        """
    }
}
