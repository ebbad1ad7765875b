// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A point of the curve P-256 that verifies signatures, as a JSON Web Key (RFC 7517).
public struct PublicKey: Codable, Sendable, Equatable {
    public let kid: KeyName
    public let kty: KeyType
    public let crv: KeyCurve
    public let alg: KeyAlgorithm
    public let use: KeyUse
    public let x: KeyCoordinate
    public let y: KeyCoordinate
    /// No token that this key signed holds any longer after this; absent while it signs.
    public let notAfter: Instant?

    public init(kid: KeyName, x: KeyCoordinate, y: KeyCoordinate, notAfter: Instant? = nil) {
        self.kid = kid
        kty = .ec
        crv = .p256
        alg = .es256
        use = .sig
        self.x = x
        self.y = y
        self.notAfter = notAfter
    }
}

public enum KeyType: String, TextEnumeration {
    case ec = "EC"
}

public enum KeyCurve: String, TextEnumeration {
    case p256 = "P-256"
}

public enum KeyAlgorithm: String, TextEnumeration {
    case es256 = "ES256"
}

public enum KeyUse: String, TextEnumeration {
    case sig
}
