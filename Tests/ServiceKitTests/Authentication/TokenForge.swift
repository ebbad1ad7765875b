// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Crypto
import Foundation
import JSONRPC
import ServiceKit
import TestKit

/// Signs whatever a test asks for, also what no issuer would.
struct TokenForge {
    let name: String
    let key = P256.Signing.PrivateKey()

    init(_ name: String = "key-1") {
        self.name = name
    }

    func published(notAfter: Instant? = nil) throws -> PublicKey {
        let point = key.publicKey.rawRepresentation
        return PublicKey(
            kid: try KeyName(validating: name),
            x: try KeyCoordinate(validating: TokenForge.base64URL(point.prefix(32))),
            y: try KeyCoordinate(validating: TokenForge.base64URL(point.suffix(32))), notAfter: notAfter)
    }

    var header: [String: String] {
        ["alg": "\"ES256\"", "typ": "\"at+jwt\"", "kid": "\"\(name)\""]
    }

    /// Claims of a user for 300 s from `Clocks.start`. Values are JSON.
    static var claims: [String: String] {
        let now = Clocks.start.microseconds / 1_000_000
        return [
            "iss": "\"kontor-identity\"", "sub": "\"user:0192f0c4-7a10-7abc-8def-0123456789ab\"", "aud": "\"kontor\"",
            "exp": "\(now + 300)", "nbf": "\(now)", "iat": "\(now)", "jti": "\"token-1\"", "sid": "\"session-1\"",
            "org": "\"\(OrganisationID.first)\"", "permissions": #"["ledger.read","of.a.newer.release"]"#,
        ]
    }

    static func serviceClaims(_ service: String) -> [String: String?] {
        ["sub": "\"service:\(service)\"", "org": nil, "sid": nil, "permissions": "[]"]
    }

    /// A nil value takes the member away.
    func token(header changes: [String: String?] = [:], claims claimChanges: [String: String?] = [:]) throws -> String {
        let input = TokenForge.input(
            TokenForge.json(header, changes), TokenForge.json(TokenForge.claims, claimChanges))
        let signature = try key.signature(for: Data(input.utf8)).rawRepresentation
        return input + "." + TokenForge.base64URL(signature)
    }

    /// Signed with HMAC, the published key's bytes as secret: the classic confusion of algorithms.
    func tokenByHMAC() throws -> String {
        let input = TokenForge.input(
            TokenForge.json(header, ["alg": "\"HS256\""]), TokenForge.json(TokenForge.claims, [:]))
        let secret = SymmetricKey(data: key.publicKey.x963Representation)
        let signature = HMAC<SHA256>.authenticationCode(for: Data(input.utf8), using: secret)
        return input + "." + TokenForge.base64URL(Data(signature))
    }

    static func input(_ header: String, _ claims: String) -> String {
        base64URL(Data(header.utf8)) + "." + base64URL(Data(claims.utf8))
    }

    static func json(_ members: [String: String], _ changes: [String: String?]) -> String {
        var members = members
        for (name, value) in changes { members[name] = value }
        return "{" + members.map { "\"\($0)\":\($1)" }.sorted().joined(separator: ",") + "}"
    }

    static func base64URL(_ data: some DataProtocol) -> String {
        String(
            Data(data).base64EncodedString().compactMap { character -> Character? in
                switch character {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: character
                }
            })
    }
}
