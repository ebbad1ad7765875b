// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import JWTKit

/// What an access token says. The wire form is the contract between identity and those who verify.
struct TokenClaims: JWTPayload, Equatable {
    static let issuer = "kontor-identity"
    static let audience = "kontor"
    /// Revocation waits no longer than this.
    static let lifetime = Seconds(unchecked: 300)

    /// Whom a token is for.
    struct Subject: Equatable {
        let subject: Caller.Subject
        /// Nil for a service.
        var organisation: OrganisationID?
        /// Users only.
        var session: SessionID?
        var permissions: PermissionSet

        static func service(_ name: ServiceName) -> Subject {
            Subject(subject: .service(name), organisation: nil, session: nil, permissions: PermissionSet([]))
        }
    }

    let iss: String
    let sub: String
    let aud: String
    /// Seconds since 1970, as the three others.
    let exp: Int64
    let nbf: Int64
    let iat: Int64
    let jti: String
    let sid: String?
    let org: String?
    let permissions: [String]

    init(_ subject: Subject, at now: Instant) {
        let seconds = now.microseconds / 1_000_000
        iss = TokenClaims.issuer
        sub = subject.subject.label
        aud = TokenClaims.audience
        exp = seconds + TokenClaims.lifetime.rawValue
        nbf = seconds
        iat = seconds
        jti = UUIDValue.version7(at: now).description
        sid = subject.session?.text
        org = subject.organisation?.text
        permissions = subject.permissions.permissions.map(\.rawValue)
    }

    /// Verifying is the part of those who receive a token, with more checks than the library asks for here.
    func verify(using algorithm: some JWTAlgorithm) throws {}
}
