// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

enum PasswordStore {
    /// Who may be logging in, with what his password is verified against.
    struct Login: RowDecodable {
        let organisation: OrganisationID
        let user: UserID
        let isActive: Bool
        /// As stored; nil for a user without a password.
        let phc: String?

        init(row: inout Row) throws {
            organisation = try row.next()
            user = try row.next()
            isActive = try row.next()
            phc = try row.next()
        }

        var hash: PasswordHash? { phc.flatMap { PasswordHash(phc: $0) } }
    }

    /// Nil when nobody has the address, and when several organisations know it while none is named.
    static func login(
        _ email: EmailAddress, of code: OrganisationCode?, in executor: any PostgresExecutor
    ) async throws -> Login? {
        var sql: SQL = """
            select user_account.organisation_id, user_account.user_id, user_account.state = 'active', password.phc
            from user_account
            left join password using (organisation_id, user_id)
            where user_account.email = \(email)
            """
        if let code {
            sql += " and organisation_id = (select organisation_id from organisation where code = \(code))"
        }
        let logins = try await executor.rows(sql + " limit 2", as: Login.self)
        return logins.count == 1 ? logins[0] : nil
    }

    /// By the user's own id, to verify his current password.
    static func login(
        of user: UserID, in organisation: OrganisationID, _ executor: any PostgresExecutor
    ) async throws -> Login? {
        try await executor.optionalRow(
            """
            select user_account.organisation_id, user_account.user_id, user_account.state = 'active', password.phc
            from user_account
            left join password using (organisation_id, user_id)
            where organisation_id = \(organisation) and user_id = \(user)
            """)
    }

    /// Whether neither user nor password changed while the password was hashed. Keeps the user from being disabled
    /// until the transaction ends.
    static func stillHolds(_ login: Login, in tx: Transaction) async throws -> Bool {
        let found = try await tx.rows(
            """
            select 1 from user_account
            join password using (organisation_id, user_id)
            where organisation_id = \(login.organisation) and user_id = \(login.user) and state = 'active'
                and phc = \(login.phc)
            for share of user_account
            """, as: Int.self)
        return found.count == 1
    }

    /// The same password under new parameters.
    static func replace(_ login: Login, by hash: PasswordHash, in tx: Transaction) async throws {
        try await tx.execute(
            """
            update password set phc = \(hash.phc)
            where organisation_id = \(login.organisation) and user_id = \(login.user) and phc = \(login.phc)
            """)
    }

    static func set(
        _ hash: PasswordHash, of user: UserID, in organisation: OrganisationID, at now: Instant, _ tx: Transaction
    ) async throws {
        try await tx.execute(
            """
            insert into password (organisation_id, user_id, phc, set_at)
            values (\(organisation), \(user), \(hash.phc), \(now))
            on conflict (organisation_id, user_id) do update set phc = excluded.phc, set_at = excluded.set_at
            """)
    }

    /// What a password of the user must not consist of.
    static func personalWords(
        of user: UserID, in organisation: OrganisationID, _ executor: any PostgresExecutor
    ) async throws -> [String]? {
        try await executor.optionalRow(
            """
            select array[user_account.email, user_account.name, organisation.name, organisation.code]
            from user_account
            join organisation using (organisation_id)
            where organisation_id = \(organisation) and user_id = \(user)
            """, as: [String].self)
    }
}
