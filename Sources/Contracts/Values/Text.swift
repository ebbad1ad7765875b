// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Free text of `minimum` to `maximum` Unicode scalars, without control characters.
public struct Text<let minimum: Int, let maximum: Int>: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard TextRule.isPrintable(text) else { throw ContractViolation("must not contain control characters") }
        let count = text.utf8.count <= minimum ? text.unicodeScalars.count : TextRule.scalarCount(text, near: maximum)
        guard count >= minimum, count <= maximum else {
            throw ContractViolation("must have \(minimum) to \(maximum) characters")
        }
        self.text = text
    }

    public static var schema: Schema {
        .text(length: minimum...maximum, description: "Text without control characters.")
    }

    public static var example: Self {
        Self(unchecked: String("Example text".prefix(max(maximum, 1))))
    }

    init(unchecked text: String) {
        self.text = text
    }
}

/// Several lines of free text: line feeds and tabs are allowed.
public struct LongText<let maximum: Int>: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard TextRule.isPrintable(text, allowing: [0x0A, 0x09]) else {
            throw ContractViolation("must not contain control characters other than line feed and tab")
        }
        guard TextRule.scalarCount(text, near: maximum) <= maximum else {
            throw ContractViolation("must have at most \(maximum) characters")
        }
        self.text = text
    }

    public static var schema: Schema {
        .text(length: 0...maximum, description: "Text; line feeds and tabs are allowed.")
    }

    public static var example: Self { Self(unchecked: "Example text") }

    private init(unchecked text: String) {
        self.text = text
    }
}

/// Comma-separated values, RFC 4180: lines end with a line feed, or with a carriage return and one.
public struct CSVText<let maximum: Int>: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard TextRule.isPrintable(text, allowing: [0x0A, 0x0D, 0x09]) else {
            throw ContractViolation("must not contain control characters other than line ends and tabs")
        }
        guard TextRule.scalarCount(text, near: maximum) <= maximum else {
            throw ContractViolation("must have at most \(maximum) characters")
        }
        self.text = text
    }

    public static var schema: Schema {
        .text(length: 0...maximum, description: "Comma-separated values, RFC 4180; the first line names the columns.")
    }

    public static var example: Self { Self(unchecked: "code,name,kind\n1010,Cash in hand,asset\n") }

    private init(unchecked text: String) {
        self.text = text
    }
}

enum TextRule {
    static func isPrintable(_ text: String, allowing allowed: [UInt8] = []) -> Bool {
        for byte in text.utf8 where byte < 0x20 || byte == 0x7F {
            guard allowed.contains(byte) else { return false }
        }
        return true
    }

    /// The number of scalars, exact when it may be near the limit: a text of few bytes has at most as many scalars.
    static func scalarCount(_ text: String, near limit: Int) -> Int {
        let bytes = text.utf8.count
        return bytes <= limit ? bytes : text.unicodeScalars.count
    }

    /// Letters, digits, dot, underscore and hyphen of ASCII: what codes are made of.
    static func isCodeByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
    }

    /// Whether the text is 1 to `length` bytes of printable ASCII without spaces, from a small alphabet.
    static func isToken(_ text: String, length: ClosedRange<Int>, _ isAllowed: (UInt8) -> Bool) -> Bool {
        length.contains(text.utf8.count) && text.utf8.allSatisfy(isAllowed)
    }

    static func isBase64URL(_ byte: UInt8) -> Bool {
        (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A)
            || byte == 0x2D || byte == 0x5F
    }
}
