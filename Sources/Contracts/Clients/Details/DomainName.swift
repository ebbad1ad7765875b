// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A name in the internet, in lower case: `example.co.uk`, `bücher.example`. Labels may be of any script.
public struct DomainName: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        let text = text.lowercased()
        let labels = text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
        let isName =
            labels.count > 1 && text.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.count) && label.first != 0x2D && label.last != 0x2D
                    && label.allSatisfy(DomainName.isAllowed)
            }
        guard isName else { throw ContractViolation("must be a domain, such as example.com") }
        self.text = text
    }

    public static var schema: Schema {
        .text(length: 3...253, description: "A domain; compared in lower case.")
    }

    public static var example: Self { Self(unchecked: "example.com") }
    private init(unchecked text: String) { self.text = text }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte >= 0x80
    }
}
