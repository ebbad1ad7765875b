// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// By how much prices rise with each renewal: per cent, from 0 to 100 with at most four decimals, `"3.5"`.
public struct EscalatorPercent: TextValue {
    /// 10,000 for one per cent.
    public let tenThousandths: Int64

    public init(validating text: String) throws(ContractViolation) {
        let units = try Decimal.minorUnits(of: text, digits: 4)
        guard (0...1_000_000).contains(units), !text.hasPrefix("-") else {
            throw ContractViolation("must be from 0 to 100")
        }
        tenThousandths = units
    }

    /// Without zeros at the end.
    public var text: String { DecimalText.short(ofUnits: tenThousandths, digits: 4) }

    public static var schema: Schema {
        .text(
            length: 1...8, pattern: "^(0|[1-9][0-9]*)(\\.[0-9]{1,4})?$",
            description: "Per cent by which prices rise with each renewal, from 0 to 100.")
    }

    public static var example: Self { Self(unchecked: 35_000) }
    private init(unchecked tenThousandths: Int64) { self.tenThousandths = tenThousandths }
}
