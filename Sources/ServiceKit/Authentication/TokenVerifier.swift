// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
package import JSONRPC
import JWTKit

/// Finds out who calls from his token, without asking anybody: the signature, by a published key, makes it believable.
///
/// A token that held once is remembered by its text until it expires.
package struct TokenVerifier: Authenticator {
    package enum CertificateRule: Sendable {
        /// A service is known by its certificate together with its token.
        case withToken
        /// A certificate alone is enough: at identity, where services get their tokens.
        case alone
    }

    /// How far clocks may differ, in seconds.
    package static let skew: Int64 = 60
    /// Tokens that are remembered.
    package static let capacity = 8192

    private let keys: KeyCache
    private let clock: Clock
    private let rule: CertificateRule
    private let verified = VerifiedTokens(capacity: TokenVerifier.capacity)
    private let refusals: [TokenRefusal: MetricCounter]

    package init(keys: KeyCache, clock: Clock, rule: CertificateRule = .withToken, metrics: ServiceMetrics) async {
        self.keys = keys
        self.clock = clock
        self.rule = rule
        refusals = Dictionary(
            uniqueKeysWithValues: TokenRefusal.allCases.map { refusal in
                (
                    refusal,
                    metrics.counter(
                        "auth_tokens_refused_total", "Access tokens that did not hold, by reason.",
                        labels: [("reason", refusal.rawValue)])
                )
            })
        let verified = verified
        await keys.onKeyGone { verified.removeAll() }
    }

    package func authenticate(_ head: RequestHead) async -> Authentication {
        guard let token = head.bearerToken else {
            if rule == .alone, let service = head.peerService { return .caller(.service(service)) }
            return .none
        }
        do throws(TokenRefusal) {
            let entry: VerifiedTokens.Entry
            if let known = verified[token] {
                entry = known
            } else {
                guard let found = try await verify(token) else { return .unavailable }
                entry = found
                verified.insert(entry, for: token)
            }
            try check(entry, head)
            return .caller(entry.caller)
        } catch {
            refusals[error]?.increment()
            return .refused(reason: error.rawValue)
        }
    }

    /// What may change while a token is remembered: the time, and the connection it comes over.
    private func check(_ entry: VerifiedTokens.Entry, _ head: RequestHead) throws(TokenRefusal) {
        let now = clock.now().microseconds / 1_000_000
        guard now < entry.expires else { throw .expired }
        guard now >= entry.notBefore else { throw .notYetValid }
        if let service = entry.caller.service, service != head.peerService { throw .certificate }
    }

    /// Nil when there are no keys to verify with.
    private func verify(_ token: String) async throws(TokenRefusal) -> VerifiedTokens.Entry? {
        guard token.utf8.count <= AccessToken.greatestLength else { throw .malformed }
        let header = try TokenHeader(of: token)
        let key: KeyCache.Key
        switch await keys.key(named: header.keyName) {
        case .key(let known): key = known
        case .unknown: throw .unknownKey
        case .unavailable: return nil
        }
        if let notAfter = key.notAfter, notAfter.adding(seconds: TokenVerifier.skew) < clock.now() {
            throw .unknownKey
        }
        let claims: AccessTokenClaims
        do {
            claims = try await key.collection.verify(token, as: AccessTokenClaims.self)
        } catch {
            throw .signature
        }
        guard claims.iss == AccessTokenClaims.issuer else { throw .issuer }
        guard claims.aud == AccessTokenClaims.audience else { throw .audience }
        return VerifiedTokens.Entry(
            caller: try claims.caller(),
            notBefore: max(0, claims.nbf) - TokenVerifier.skew,
            expires: min(claims.exp, greatestExactInteger) + TokenVerifier.skew)
    }
}

extension AccessTokenClaims {
    /// Throws for a subject that is none, and for one with the wrong kind of organisation.
    func caller() throws(TokenRefusal) -> Caller {
        let parts = sub.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw .subject }
        if parts[0] == "service" {
            guard let service = ServiceName(rawValue: parts[1]), org == nil else { throw .subject }
            return .service(service)
        }
        guard let id = UUIDValue(parts[1]), let organisation = org.flatMap({ UUIDValue($0) }) else { throw .subject }
        let subject: Caller.Subject
        switch parts[0] {
        case "user": subject = .user(UserID(id))
        case "service-account": subject = .serviceAccount(ServiceAccountID(id))
        default: throw .subject
        }
        return Caller(
            subject: subject, organisation: OrganisationID(organisation),
            permissions: PermissionSet(permissions.compactMap { Permission(rawValue: $0) }), tokenID: jti)
    }
}
