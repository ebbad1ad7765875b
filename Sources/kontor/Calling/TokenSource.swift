// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Transport

/// Gives the access token for calls, and gets another when it is about to end.
actor TokenSource {
    private var credentials: Credentials
    /// Where a renewed session is written to; nil to keep it to ourselves.
    private let file: String?
    private let identity: Remote<IdentityAPI>
    private var token: (text: String, expiresAt: Instant)?

    /// A token that ends within this time is not used any more: the call has to arrive before.
    private static let margin: Int64 = 30

    init(_ credentials: Credentials, in file: String?, identity: Remote<IdentityAPI>) {
        self.credentials = credentials
        self.file = file
        self.identity = identity
    }

    /// - Throws: ``Failure`` when there is nothing to get another token with.
    func token(_ request: TokenRequest) async throws -> String {
        let now = WallClock.instant
        if request == .any, let token, now.adding(seconds: Self.margin) < token.expiresAt { return token.text }
        switch credentials {
        case .token(let bare):
            return bare.text
        case .serviceAccount(let account):
            let answer = try await identity.call(
                IssueClientToken(serviceAccount: account.serviceAccount, secret: account.secret))
            return keep(answer.accessToken, until: now.adding(seconds: answer.expiresInSeconds.rawValue))
        case .session(let session):
            if request == .any, now.adding(seconds: Self.margin) < session.expiresAt {
                return keep(session.accessToken, until: session.expiresAt)
            }
            let renewed = try await renew(session, now: now)
            return keep(renewed.accessToken, until: renewed.expiresAt)
        }
    }

    private func keep(_ accessToken: AccessToken, until expiresAt: Instant) -> String {
        token = (accessToken.text, expiresAt)
        return accessToken.text
    }

    /// A refresh token is good once, and another `kontor` may be about to use the same: one renews, the others read
    /// what it has written.
    private func renew(_ session: Credentials.Session, now: Instant) async throws -> Credentials.Session {
        guard let file else { return try await refresh(session, now: now) }
        let lock = try await FileLock.wait(for: file + ".lock")
        let renewed: Credentials.Session
        do {
            if case .session(let written)? = try? Credentials.read(file), written != session, now < written.expiresAt {
                renewed = written
            } else {
                renewed = try await refresh(session, now: now)
                try Credentials.session(renewed).write(to: file)
            }
            lock.release()
        } catch {
            lock.release()
            throw error
        }
        credentials = .session(renewed)
        return renewed
    }

    private func refresh(_ session: Credentials.Session, now: Instant) async throws -> Credentials.Session {
        do {
            return .init(try await identity.call(Refresh(refreshToken: session.refreshToken)), now: now)
        } catch is SessionEnded {
            throw Failure("The session has ended.", advice: "Log in again: kontor login EMAIL")
        }
    }
}
