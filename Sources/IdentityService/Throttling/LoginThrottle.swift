// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Crypto
import JSONRPC
import Postgres
import ServiceKit

/// Limits guesses of passwords by e-mail address and by network address, for all replicas together.
///
/// An attempt takes its part of both buckets before the password is looked at, in one statement each that locks the
/// bucket's row: of many attempts at once no more are admitted than the bucket has room for, wherever they arrive.
package struct LoginThrottle: Sendable {
    struct Limit: Sendable {
        let kind: String
        /// How many attempts may come at once.
        let burst: Int64
        /// How long it takes until one more may come, in seconds.
        let secondsPerAttempt: Int64
    }

    /// Ten wrong passwords, then one in 30 s: a year of guessing tries a million.
    static let account = Limit(kind: "account", burst: 10, secondsPerAttempt: 30)
    /// Many people may sit behind one address; attempts that succeed are given back.
    static let address = Limit(kind: "address", burst: 100, secondsPerAttempt: 6)

    private let database: PostgresPool
    private let clock: Clock
    private let key: SymmetricKey

    init(database: PostgresPool, clock: Clock, key: SymmetricKey) {
        self.database = database
        self.clock = clock
        self.key = key
    }

    /// Throws `RPCFailure` rate limited when one of the buckets is full. The address comes first, so that a blocked
    /// address cannot go on to block accounts.
    func admit(_ email: EmailAddress?, from address: String) async throws {
        try await take(LoginThrottle.address, NetworkAddress.throttled(address))
        if let email { try await take(LoginThrottle.account, email.text) }
    }

    /// The attempt was no guess: empties the account's bucket and gives the address its part back.
    func succeeded(_ email: EmailAddress?, from address: String) async throws {
        var statements: [SQL] = [
            """
            update login_throttle
            set drained_at = drained_at - make_interval(secs => \(Double(LoginThrottle.address.secondsPerAttempt)))
            where kind = 'address' and subject = \(digest(of: NetworkAddress.throttled(address)))
            """
        ]
        if let email {
            statements.append(
                "delete from login_throttle where kind = 'account' and subject = \(digest(of: email.text))")
        }
        _ = try await database.batch(statements)
    }

    private func take(_ limit: Limit, _ subject: String) async throws {
        let now = clock.now()
        let full = now.adding(seconds: (limit.burst - 1) * limit.secondsPerAttempt)
        let taken = try await database.execute(
            """
            insert into login_throttle (kind, subject, drained_at)
            values (\(limit.kind), \(digest(of: subject)), \(now.adding(seconds: limit.secondsPerAttempt)))
            on conflict (kind, subject) do update
            set drained_at = greatest(login_throttle.drained_at, \(now))
                + make_interval(secs => \(Double(limit.secondsPerAttempt)))
            where login_throttle.drained_at <= \(full)
            """)
        guard taken == 1 else { throw RPCFailure(.rateLimited, detail: "too many attempts to log in") }
    }

    private func digest(of subject: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(subject.utf8), using: key))
    }
}
