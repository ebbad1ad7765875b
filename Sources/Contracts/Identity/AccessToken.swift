// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A signed access token (JWS, compact form). Sent as `Authorization: Bearer`; its description never shows it.
public struct AccessToken: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard TextRule.isToken(text, length: 1...AccessToken.greatestLength, { TextRule.isBase64URL($0) || $0 == 0x2E })
        else {
            throw ContractViolation("must be an access token")
        }
        self.text = text
    }

    /// In bytes: with every header of a request it stays below the transport's limit.
    public static let greatestLength = 6144

    public static var schema: Schema {
        .text(
            length: 1...greatestLength, pattern: "^[A-Za-z0-9_.-]+$", format: "password",
            description: "An access token; send it as `Authorization: Bearer`.")
    }

    public static var example: Self {
        Self(unchecked: "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJrb250b3ItaWRlbnRpdHkifQ.c2lnbmVk")
    }
    public var description: String { "<access token>" }
    private init(unchecked text: String) { self.text = text }
}
