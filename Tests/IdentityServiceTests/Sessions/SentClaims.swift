// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Foundation

@testable import IdentityService

/// An access token's header and claims as anybody can read them.
struct SentClaims: Decodable {
    let iss: String
    let sub: String
    let aud: String
    let exp: Int64
    let nbf: Int64
    let iat: Int64
    let jti: String
    let sid: String?
    let org: String?
    let permissions: [String]
    var header: [String: String] = [:]

    private enum CodingKeys: String, CodingKey {
        case iss, sub, aud, exp, nbf, iat, jti, sid, org, permissions
    }

    struct Unreadable: Error {}

    init(_ token: AccessToken) throws {
        let parts = token.text.split(separator: ".")
        guard parts.count == 3, let header = Base64Text.decode(parts[0], .url),
            let claims = Base64Text.decode(parts[1], .url)
        else { throw Unreadable() }
        self = try JSONDecoder().decode(SentClaims.self, from: Data(claims))
        self.header = try JSONDecoder().decode([String: String].self, from: Data(header))
    }
}
