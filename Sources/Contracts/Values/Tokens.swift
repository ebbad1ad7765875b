// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The key under which a command happens once. 1 to 128 printable ASCII characters, unique within the organisation.
public struct IdempotencyKey: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard TextRule.isToken(text, length: 1...128, { $0 >= 0x20 && $0 < 0x7F }) else {
            throw ContractViolation("must be 1 to 128 printable ASCII characters")
        }
        self.text = text
    }

    public static var schema: Schema {
        .text(
            length: 1...128, pattern: "^[ -~]{1,128}$",
            description: "The command happens once for each key; repeated, it answers the first outcome.")
    }

    public static var example: Self { Self(unchecked: "order-2026-000117") }
    private init(unchecked text: String) { self.text = text }
}

/// Where the next page of a list begins. Opaque: it carries its filter, and stays valid while records are written.
public struct PageCursor: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard TextRule.isToken(text, length: 1...4096, TextRule.isBase64URL) else {
            throw ContractViolation("must be a cursor from an earlier answer")
        }
        self.text = text
    }

    public static var schema: Schema {
        .text(
            length: 1...4096, pattern: "^[A-Za-z0-9_-]+$",
            description: "Where the next page begins, from the `next` of an earlier answer.")
    }

    public static var example: Self { Self(unchecked: "MDE5M2Y") }
    private init(unchecked text: String) { self.text = text }
}

/// A secret as it crosses the wire. Its description never shows it.
public struct Secret: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard text.utf8.count >= 1, text.utf8.count <= 4096, TextRule.isPrintable(text) else {
            throw ContractViolation("must be 1 to 4096 bytes without control characters")
        }
        self.text = text
    }

    public static var schema: Schema { .text(length: 1...4096, format: "password", description: "A secret.") }
    public static var example: Self { Self(unchecked: "correct horse battery staple") }
    public var description: String { "<secret>" }
    private init(unchecked text: String) { self.text = text }
}

/// A time zone's name in the IANA database, such as `Europe/London`. The service checks that it exists.
public struct TimeZoneName: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        let isAllowed: (UInt8) -> Bool = {
            ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x41 && $0 <= 0x5A) || ($0 >= 0x61 && $0 <= 0x7A) || $0 == 0x2D
                || $0 == 0x5F || $0 == 0x2F || $0 == 0x2B
        }
        guard TextRule.isToken(text, length: 1...64, isAllowed) else {
            throw ContractViolation("must be the name of a time zone, such as Europe/London")
        }
        self.text = text
    }

    public static var schema: Schema {
        .text(length: 1...64, pattern: "^[A-Za-z0-9_/+-]+$", description: "A time zone of the IANA database.")
    }

    public static var example: Self { Self(unchecked: "Europe/London") }
    private init(unchecked text: String) { self.text = text }
}

/// A country as two capital letters (ISO 3166-1 alpha-2).
public struct CountryCode: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard TextRule.isToken(text, length: 2...2, { $0 >= 0x41 && $0 <= 0x5A }) else {
            throw ContractViolation("must be two capital letters, such as GB")
        }
        self.text = text
    }

    public static var schema: Schema {
        .text(length: 2...2, pattern: "^[A-Z]{2}$", description: "A country, ISO 3166-1 alpha-2.")
    }

    public static var example: Self { Self(unchecked: "GB") }
    private init(unchecked text: String) { self.text = text }
}

/// An address for mail, in lower case, at most 254 bytes, with one `@`.
public struct EmailAddress: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard text.utf8.count <= 254, parts.count == 2, parts[0].utf8.count <= 64, !parts[0].isEmpty,
            parts[1].utf8.count >= 1, text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
        else { throw ContractViolation("must be an e-mail address") }
        self.text = text.lowercased()
    }

    public static var schema: Schema {
        .text(length: 3...254, format: "email", description: "An e-mail address; compared in lower case.")
    }

    public static var example: Self { Self(unchecked: "ada@example.org") }
    private init(unchecked text: String) { self.text = text }
}
