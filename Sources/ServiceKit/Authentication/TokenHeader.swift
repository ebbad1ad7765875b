// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import FoundationEssentials
import JSON

/// The header of a token, read before anything is believed.
struct TokenHeader {
    let keyName: String

    /// Throws what the header makes the token: only ES256, only access tokens, no extensions, and the key named.
    init(of token: String) throws(TokenRefusal) {
        guard let encoded = token.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).first,
            let bytes = Base64URL.decode(encoded), let header = try? JSONDocument(parsing: bytes).root,
            header.kind == .object, header.duplicateMember == nil
        else { throw .malformed }
        guard header.member("alg")?.isString(AccessTokenClaims.algorithm) == true else { throw .algorithm }
        guard header.member("typ")?.isString(AccessTokenClaims.type) == true else { throw .type }
        guard header.member("crit") == nil, header.member("b64") == nil else { throw .criticalExtension }
        guard let name = header.member("kid")?.string, !name.isEmpty else { throw .unknownKey }
        keyName = name
    }
}

enum Base64URL {
    /// Nil for anything but base64url without padding.
    static func decode(_ text: Substring) -> [UInt8]? {
        guard text.utf8.allSatisfy({ $0 != 0x2B && $0 != 0x2F && $0 != 0x3D }) else { return nil }
        let standard = text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
        let padding = String(repeating: "=", count: (4 - standard.count % 4) % 4)
        return Data(base64Encoded: String(standard) + padding).map { Array($0) }
    }
}
