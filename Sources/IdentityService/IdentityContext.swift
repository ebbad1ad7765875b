// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
package import Postgres
package import ServiceKit

/// What identity's handlers stand on.
package struct IdentityContext: Sendable {
    package let database: PostgresPool
    let clock: Clock
    let commands: Commands
    let hasher: PasswordHasher
    let throttle: LoginThrottle
    let keys: KeyRing
    let refreshTokens: RefreshTokenSuccession

    package init(
        database: PostgresPool, clock: Clock, commands: Commands, secret: ServiceSecret,
        hasher: PasswordHasher
    ) {
        self.database = database
        self.clock = clock
        self.commands = commands
        self.hasher = hasher
        throttle = LoginThrottle(database: database, clock: clock, key: secret.throttling)
        keys = KeyRing(database: database, clock: clock, sealer: KeySealer(key: secret.sealing))
        refreshTokens = RefreshTokenSuccession(key: secret.succession)
    }

    /// Signs an access token with the key that is active now.
    func accessToken(for subject: TokenSubject) async throws -> AccessToken {
        let now = clock.now()
        return try await keys.active().sign(subject.claims(at: now))
    }
}
