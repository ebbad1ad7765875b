// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit

/// The part that setting and changing a password share.
struct PasswordChange {
    let user: UserID
    let organisation: OrganisationID
    let context: IdentityContext

    /// The hash of a password that is strong enough for this user. Throws `UserNotFound` and `PasswordRefused`.
    func hash(_ password: Secret) async throws -> PasswordHash {
        let personal = try await PasswordStore.personalWords(of: user, in: organisation, context.database)
        guard let personal else { throw UserNotFound() }
        try PasswordRules.requireStrong(password.text, personal: personal)
        return try await context.hasher.hash(password.text)
    }

    /// Stores the hash and ends the user's sessions. The user must be locked.
    func store(_ hash: PasswordHash, _ event: SecurityEvent, in tx: Transaction) async throws -> Version {
        let now = context.clock.now()
        try await PasswordStore.set(hash, of: user, in: organisation, at: now, tx)
        try await SessionStore.endAll(of: user, in: organisation, because: .passwordChanged, at: now, in: tx)
        let version = try await UserStore.advance(user, in: organisation, tx)
        try await SecurityEventStore.append(event, at: now, in: tx)
        return version
    }
}
