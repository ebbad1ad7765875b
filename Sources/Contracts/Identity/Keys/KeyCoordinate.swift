// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// 32 bytes of a point on P-256, in base64url without padding (RFC 7518, section 6.2.1).
public struct KeyCoordinate: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard TextRule.isToken(text, length: 43...43, TextRule.isBase64URL) else {
            throw ContractViolation("must be 32 bytes in base64url")
        }
        self.text = text
    }

    public static var schema: Schema {
        .text(length: 43...43, pattern: "^[A-Za-z0-9_-]{43}$", description: "32 bytes of a point, in base64url.")
    }

    public static var example: Self { Self(unchecked: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU") }
    private init(unchecked text: String) { self.text = text }
}
