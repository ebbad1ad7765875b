// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// How much of something is agreed: a decimal number above zero with at most four decimals, `"12.5"`.
public struct Quantity: TextValue {
    /// 10,000 for one.
    public let tenThousandths: Int64

    /// The greatest: a hundred thousand million.
    public static let greatest: Int64 = 1_000_000_000_000_000

    public init(validating text: String) throws(ContractViolation) {
        let units = try Decimal.minorUnits(of: text, digits: 4)
        guard (1...Quantity.greatest).contains(units) else {
            throw ContractViolation("must be above 0 and at most 100000000000")
        }
        tenThousandths = units
    }

    /// Without zeros at the end.
    public var text: String { DecimalText.short(ofUnits: tenThousandths, digits: 4) }

    public static var schema: Schema {
        .text(
            length: 1...17, pattern: "^(0|[1-9][0-9]*)(\\.[0-9]{1,4})?$",
            description: "A decimal number above zero with at most four decimals.")
    }

    public static var example: Self { Self(unchecked: 125_000) }
    public static let one = Quantity(unchecked: 10_000)
    private init(unchecked tenThousandths: Int64) { self.tenThousandths = tenThousandths }
}

enum DecimalText {
    /// The decimal without zeros at its end.
    static func short(ofUnits units: Int64, digits: Int) -> String {
        var text = Substring(Decimal.text(ofMinorUnits: units, digits: digits))
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return String(text)
    }
}
