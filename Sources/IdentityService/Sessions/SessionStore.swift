// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

enum SessionStore {
    /// Why a session ended before its time.
    enum End: String, PostgresConvertible {
        case logout
        case passwordChanged = "password_changed"
        case tokenReused = "token_reused"
        case userDisabled = "user_disabled"
    }

    /// A presented refresh token with what is needed to judge it and to go on.
    struct Presented: RowDecodable {
        let organisation: OrganisationID
        let session: SessionID
        let user: UserID
        let token: SessionRules.Presented

        init(row: inout Row) throws {
            organisation = try row.next()
            session = try row.next()
            user = try row.next()
            token = SessionRules.Presented(
                expiresAt: try row.next(), usedAt: try row.next(), successorUsedAt: try row.next(),
                sessionExpiresAt: try row.next(), sessionEndedAt: try row.next(), isUserActive: try row.next())
        }
    }

    static func start(
        of user: UserID, in organisation: OrganisationID, with token: RefreshToken, at now: Instant,
        in tx: Transaction
    ) async throws -> SessionID {
        let session = SessionID.new(at: now)
        try await tx.execute(
            """
            insert into session (organisation_id, session_id, user_id, started_at, expires_at)
            values (
                \(organisation), \(session), \(user), \(now), \(now.adding(seconds: SessionRules.greatestLife)))
            """)
        try await insert(token, of: session, in: organisation, at: now, in: tx)
        return session
    }

    static func insert(
        _ token: RefreshToken, of session: SessionID, in organisation: OrganisationID, at now: Instant,
        in tx: Transaction
    ) async throws {
        try await tx.execute(
            """
            insert into refresh_token (digest, organisation_id, session_id, issued_at, expires_at)
            values (
                \(token.digest), \(organisation), \(session), \(now),
                \(now.adding(seconds: SessionRules.greatestIdle)))
            """)
    }

    /// Locks the token and its session, so that uses of one token take turns.
    static func present(
        _ token: RefreshToken, successor: RefreshToken, in tx: Transaction
    ) async throws -> Presented? {
        try await tx.optionalRow(presenting(token, successor: successor))
    }

    static func presenting(_ token: RefreshToken, successor: RefreshToken) -> SQL {
        """
        select
            session.organisation_id, session.session_id, session.user_id, refresh_token.expires_at,
            refresh_token.used_at,
            (select used_at from refresh_token as successor where successor.digest = \(successor.digest)),
            session.expires_at, session.ended_at, user_account.state = 'active'
        from refresh_token
        join session using (organisation_id, session_id)
        join user_account using (organisation_id, user_id)
        where refresh_token.digest = \(token.digest)
        for no key update of refresh_token, session
        """
    }

    static func spend(_ token: RefreshToken, at now: Instant, in tx: Transaction) async throws {
        try await tx.execute("update refresh_token set used_at = \(now) where digest = \(token.digest)")
    }

    static func end(
        _ session: SessionID, in organisation: OrganisationID, because end: End, at now: Instant, in tx: Transaction
    ) async throws {
        try await tx.execute(
            """
            update session set ended_at = \(now), end_reason = \(end)
            where organisation_id = \(organisation) and session_id = \(session) and ended_at is null
            """)
    }

    static func endAll(
        of user: UserID, in organisation: OrganisationID, because end: End, at now: Instant, in tx: Transaction
    ) async throws {
        try await tx.execute(
            """
            update session set ended_at = \(now), end_reason = \(end)
            where organisation_id = \(organisation) and user_id = \(user) and ended_at is null
            """)
    }
}
