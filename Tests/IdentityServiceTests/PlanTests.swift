// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit
import TestKit
import Testing

@testable import IdentityService

/// The statements of every call find their rows by an index, with thousands of rows to choose from.
@Suite struct PlanTests {
    @Test func frequentStatementsUseTheirIndexes() async throws {
        try await withIdentity { fixture in
            try await fill(fixture)
            let (organisation, user) = (fixture.first.organisation, fixture.first.administrator)
            let now = fixture.clock.now
            try await fixture.database.withTransaction { tx in
                let plans = PlanReader(tx: tx)
                _ = try await PasswordStore.login(IdentityFixture.email, of: nil, in: plans)
                try await plans.expect("user_account_by_email", "password_key")
                _ = try await PasswordStore.login(
                    IdentityFixture.email, of: fixture.first.organisationCode, in: plans)
                try await plans.expect(
                    "organisation_code_unique", "user_account_email_unique|user_account_by_email", "password_key")
                _ = try await RoleStore.permissions(of: .user(user), in: organisation, at: now, plans)
                try await plans.expect("role_binding_by_user")
                _ = try await ClientSecretStore.organisation(
                    of: .example, digest: RandomSecret.digest(of: "secret"), at: now, plans)
                try await plans.expect("client_secret_digest_unique")
                _ = try await RoleStore.permissions(of: .serviceAccount(.example), in: organisation, at: now, plans)
                try await plans.expect("role_binding_by_service_account", "service_account_key")
                _ = try await plans.rows(
                    SessionStore.presenting(.example, successor: .example), as: SessionStore.Presented.self)
                try await plans.expect("refresh_token_key", "session_key", "user_account_key")
                _ = try await UserStore.get(user, in: organisation, at: now, plans)
                try await plans.expect("user_account_key", "role_binding_by_user")
                _ = try await UserStore.list(
                    UserFilter(), after: IdentityFixture.email, limit: 101, in: organisation, at: now, plans)
                try await plans.expect("user_account_email_unique")
                _ = try await ServiceAccountStore.list(
                    after: nil, limit: 11, in: organisation, at: now, plans)
                try await plans.expect("service_account_key", "client_secret_key")
                try await SecurityEventStore.append(
                    SecurityEvent(.loggedIn, in: organisation, by: .user(user)), at: now, in: plans)
                try await plans.expect("security_chain_key")
            }
        }
    }

    private func fill(_ fixture: IdentityFixture) async throws {
        let (organisation, now) = (fixture.first.organisation, fixture.clock.now)
        _ = try await fixture.database.batch([
            """
            insert into organisation (organisation_id, code, name, created_at)
            select gen_random_uuid(), 'organisation-' || n, 'Organisation', \(now) from generate_series(1, 3000) as n
            """,
            """
            insert into user_account (organisation_id, user_id, email, name, state, created_at)
            select \(organisation), gen_random_uuid(), 'user' || n || '@first.example', 'User', 'active', \(now)
            from generate_series(1, 5000) as n
            """,
            """
            insert into password (organisation_id, user_id, phc, set_at)
            select organisation_id, user_id, '$argon2id$v=19$none', \(now) from user_account
            on conflict do nothing
            """,
            """
            insert into role_binding (organisation_id, binding_id, user_id, role, valid_from, granted_by)
            select organisation_id, gen_random_uuid(), user_id, 'analyst', \(now), 'test' from user_account
            """,
            """
            insert into session (organisation_id, session_id, user_id, started_at, expires_at)
            select organisation_id, gen_random_uuid(), user_id, \(now), \(now.adding(seconds: 3600)) from user_account
            """,
            """
            insert into refresh_token (digest, organisation_id, session_id, issued_at, expires_at)
            select sha256(uuid_send(session_id)), organisation_id, session_id, \(now), \(now.adding(seconds: 3600))
            from session
            """,
            """
            insert into service_account (organisation_id, service_account_id, name, permissions, created_at)
            select \(organisation), gen_random_uuid(), 'Account ' || n, '{}', \(now)
            from generate_series(1, 3000) as n
            """,
            """
            insert into client_secret
                (organisation_id, service_account_id, client_secret_id, digest, issued_at, expires_at)
            select
                organisation_id, service_account_id, gen_random_uuid(), sha256(uuid_send(service_account_id)), \(now),
                \(now.adding(seconds: 3600))
            from service_account
            """,
            """
            insert into security_chain (organisation_id, position, digest)
            select gen_random_uuid(), 0, sha256(int4send(n)) from generate_series(1, 3000) as n
            """,
        ])
        // Statistics are the owner's to gather.
        try await fixture.service.database.withPool(as: .owner, size: 1) { owner in
            for table: SQL in [
                "analyze identity.organisation", "analyze identity.user_account", "analyze identity.password",
                "analyze identity.role_binding",
                "analyze identity.session", "analyze identity.refresh_token", "analyze identity.service_account",
                "analyze identity.client_secret", "analyze identity.security_chain",
            ] { try await owner.execute(table) }
        }
    }
}

/// Runs statements as a transaction does, and keeps the plan of each.
private final class PlanReader: PostgresExecutor {
    private let tx: Transaction
    private let plans = Plans()

    private actor Plans {
        var text = ""
        func add(_ plan: String) { text += plan + "\n" }
        func take() -> String {
            defer { text = "" }
            return text
        }
    }

    init(tx: Transaction) {
        self.tx = tx
    }

    func batch(_ statements: [SQL]) async throws -> [ResultSet] {
        for statement in statements {
            let lines = try await tx.rows("explain " + statement, as: String.self)
            await plans.add(lines.joined(separator: "\n"))
        }
        return try await tx.batch(statements)
    }

    /// Each argument names an index that must be used since the last time, or several of which one must.
    func expect(_ indexes: String..., at location: SourceLocation = #_sourceLocation) async throws {
        let plan = await plans.take()
        for names in indexes {
            let isUsed = names.split(separator: "|").contains { plan.contains(String($0)) }
            #expect(isUsed, "\(names) is not used:\n\(plan)", sourceLocation: location)
        }
        #expect(!plan.contains("Seq Scan"), "\(plan)", sourceLocation: location)
    }
}
