// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit

enum RoleStore {
    /// The roles that the subject holds now, in alphabetical order.
    static func roles(
        of subject: Caller.Subject, in organisation: OrganisationID, at now: Instant, _ executor: any PostgresExecutor
    ) async throws -> [RoleName] {
        try await executor.rows(
            """
            select role from role_binding
            where organisation_id = \(organisation) and \(isSubject(subject)) and \(holds(at: now))
            order by role
            """, as: RoleName.self)
    }

    /// What the subject may do now: by his roles, and a service account by its own permissions too.
    static func permissions(
        of subject: Caller.Subject, in organisation: OrganisationID, at now: Instant, _ executor: any PostgresExecutor
    ) async throws -> PermissionSet {
        let roles = try await roles(of: subject, in: organisation, at: now, executor)
        guard case .serviceAccount(let account) = subject else { return RoleRules.permissions(of: roles) }
        let direct = try await executor.optionalRow(
            """
            select permissions from service_account
            where organisation_id = \(organisation) and service_account_id = \(account)
            """, as: [String].self)
        return RoleRules.permissions(of: roles, besides: (direct ?? []).compactMap(Permission.init(rawValue:)))
    }

    /// What the caller may give away now. The token may be older than his last change of roles, so it does not count;
    /// a disabled user may give nothing.
    static func authority(of caller: Caller, at now: Instant, _ tx: Transaction) async throws -> PermissionSet {
        if let user = caller.subject.user {
            let isActive = try await tx.optionalRow(
                """
                select state = 'active' from user_account
                where organisation_id = \(caller.organisation) and user_id = \(user)
                """, as: Bool.self)
            guard isActive == true else { return PermissionSet([]) }
        }
        return try await permissions(of: caller.subject, in: caller.organisation, at: now, tx)
    }

    static func grant(
        _ roles: some Collection<RoleName>, to subject: Caller.Subject, in organisation: OrganisationID,
        by granter: Caller.Subject, at now: Instant, _ tx: Transaction
    ) async throws {
        guard !roles.isEmpty else { return }
        let names = Array(roles)
        let ids = names.map { _ in UUIDValue.version7(at: now) }
        try await tx.execute(
            """
            insert into role_binding
                (organisation_id, binding_id, user_id, service_account_id, role, valid_from, granted_by)
            select \(organisation), id, \(subject.user), \(subject.serviceAccount), role, \(now), \(granter.label)
            from unnest(\(ids), \(names)) as wanted (id, role)
            """)
    }

    /// The bindings stay as evidence, and end now.
    static func end(
        _ roles: some Collection<RoleName>, of subject: Caller.Subject, in organisation: OrganisationID,
        at now: Instant, _ tx: Transaction
    ) async throws {
        guard !roles.isEmpty else { return }
        try await tx.execute(
            """
            update role_binding set valid_to = greatest(valid_from, \(now))
            where organisation_id = \(organisation) and \(isSubject(subject)) and role = any(\(Array(roles)))
                and valid_to is null
            """)
    }

    /// Whether an active user other than this one is an administrator now. True only as long as the organisation is
    /// locked.
    static func hasOtherAdministrator(
        than user: UserID, in organisation: OrganisationID, at now: Instant, _ tx: Transaction
    ) async throws -> Bool {
        try await tx.row(
            """
            select exists (
                select from role_binding
                join user_account using (organisation_id, user_id)
                where organisation_id = \(organisation) and role = \(BuiltInRole.administrator.rawValue)
                    and \(holds(at: now)) and user_id <> \(user) and user_account.state = 'active')
            """, as: Bool.self)
    }

    static func holds(at now: Instant) -> SQL {
        "role_binding.valid_from <= \(now) and (role_binding.valid_to is null or role_binding.valid_to > \(now))"
    }

    private static func isSubject(_ subject: Caller.Subject) -> SQL {
        switch subject {
        case .user(let user): "role_binding.user_id = \(user)"
        case .serviceAccount(let account): "role_binding.service_account_id = \(account)"
        case .anonymous, .service: "false"
        }
    }
}

extension Caller.Subject {
    var user: UserID? {
        if case .user(let user) = self { user } else { nil }
    }

    var serviceAccount: ServiceAccountID? {
        if case .serviceAccount(let account) = self { account } else { nil }
    }
}
