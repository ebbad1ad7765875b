// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The short name by which people tell organisations apart when they log in.
public struct OrganisationCode: TextValue {
    public static let greatestLength = 40
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard TextRule.isToken(text, length: 1...OrganisationCode.greatestLength, OrganisationCode.isAllowed),
            !text.hasPrefix("-"), !text.hasSuffix("-")
        else { throw ContractViolation("must be 1 to 40 lower-case letters, digits and inner hyphens") }
        self.text = text
    }

    public static func isAllowed(_ byte: UInt8) -> Bool {
        (byte >= 0x61 && byte <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte == 0x2D
    }

    public static var schema: Schema {
        .text(
            length: 1...greatestLength, pattern: "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
            description: "The short name of an organisation.")
    }

    public static var example: Self { Self(unchecked: "example-retail") }
    private init(unchecked text: String) { self.text = text }
}
