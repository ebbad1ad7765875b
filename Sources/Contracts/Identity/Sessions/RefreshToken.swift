// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// 256 random bits in base64url. It is good once: each use answers its successor.
public struct RefreshToken: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard TextRule.isToken(text, length: 43...43, TextRule.isBase64URL) else {
            throw ContractViolation("must be a refresh token")
        }
        self.text = text
    }

    public static var schema: Schema {
        .text(
            length: 43...43, pattern: "^[A-Za-z0-9_-]{43}$", format: "password",
            description: "A refresh token. Each use answers the next one.")
    }

    public static var example: Self { Self(unchecked: "q7T0s9xGJm1wKXy4dUu2ZbVn5cRfHhL8iOoPpEeAa3M") }
    public var description: String { "<refresh token>" }
    private init(unchecked text: String) { self.text = text }
}
