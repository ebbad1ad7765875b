// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A language, with a script and a region where they matter (BCP 47): `en`, `de-CH`, `zh-Hant-TW`.
public struct LocaleTag: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard LocaleTag.isTag(text) else { throw ContractViolation("must be a language tag, such as en-GB") }
        self.text = text
    }

    public static var schema: Schema {
        .text(
            length: 2...11, pattern: "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$",
            description: "A language with its script and region, BCP 47.")
    }

    public static var example: Self { Self(unchecked: "en-GB") }
    private init(unchecked text: String) { self.text = text }

    private static func isTag(_ text: String) -> Bool {
        var parts = text.utf8.split(separator: 0x2D, omittingEmptySubsequences: false)[...]
        guard let language = parts.popFirst(), (2...3).contains(language.count), language.allSatisfy(isLower) else {
            return false
        }
        if let script = parts.first, script.count == 4 {
            guard script.prefix(1).allSatisfy(isUpper), script.dropFirst().allSatisfy(isLower) else { return false }
            parts.removeFirst()
        }
        guard let region = parts.popFirst() else { return true }
        let isRegion = region.count == 2 && region.allSatisfy(isUpper)
        let isArea = region.count == 3 && region.allSatisfy { (0x30...0x39).contains($0) }
        return parts.isEmpty && (isRegion || isArea)
    }

    private static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
    private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}
