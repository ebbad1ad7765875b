// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import ServiceKit

/// Whom an access token is for, and what it lets him do.
struct TokenSubject: Equatable {
    /// How long a token holds: revocation waits no longer than this.
    static let lifetime = Seconds(unchecked: 300)

    let subject: Caller.Subject
    /// Nil for a service.
    let organisation: OrganisationID?
    /// Users only.
    let session: SessionID?
    let permissions: PermissionSet

    static func service(_ name: ServiceName) -> TokenSubject {
        TokenSubject(subject: .service(name), organisation: nil, session: nil, permissions: PermissionSet([]))
    }

    func claims(at now: Instant) -> AccessTokenClaims {
        let seconds = now.microseconds / 1_000_000
        return AccessTokenClaims(
            sub: subject.label, exp: seconds + TokenSubject.lifetime.rawValue, nbf: seconds, iat: seconds,
            jti: UUIDValue.version7(at: now).description, sid: session?.text, org: organisation?.text,
            permissions: permissions.permissions.map(\.rawValue))
    }
}
