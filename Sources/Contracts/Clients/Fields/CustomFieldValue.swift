// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a record has in a custom field: exactly one of the members beside the name, the one of the field's kind.
///
/// In a call a name alone empties the field.
public struct CustomFieldValue: Codable, Sendable, Hashable {
    public let name: CustomFieldName
    public let text: LongText<2000>?
    public let integer: CustomFieldInteger?
    public let decimal: CustomFieldDecimal?
    public let money: Money?
    public let date: CalendarDate?
    public let flag: Bool?
    public let choice: CustomFieldChoiceCode?
    /// Each once; in records by their codes.
    public let choices: List<1, 50, CustomFieldChoiceCode>?
    /// The id of a record of the kind that the field refers to.
    public let reference: CustomFieldReference?

    public init(
        name: CustomFieldName, text: LongText<2000>? = nil, integer: CustomFieldInteger? = nil,
        decimal: CustomFieldDecimal? = nil, money: Money? = nil, date: CalendarDate? = nil, flag: Bool? = nil,
        choice: CustomFieldChoiceCode? = nil, choices: List<1, 50, CustomFieldChoiceCode>? = nil,
        reference: CustomFieldReference? = nil
    ) {
        self.name = name
        self.text = text
        self.integer = integer
        self.decimal = decimal
        self.money = money
        self.date = date
        self.flag = flag
        self.choice = choice
        self.choices = choices
        self.reference = reference
    }
}

public struct CustomFieldInteger: WholeNumber {
    public static let range: ClosedRange<Int64> = -greatestExactInteger...greatestExactInteger
    public static let meaning = "A whole number."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}

/// A decimal number with at most six decimals, up to a million million on either side of zero: `"-12.5"`.
public struct CustomFieldDecimal: TextValue, Comparable {
    /// 1,000,000 for one.
    public let millionths: Int64

    public static let greatest: Int64 = 1_000_000_000_000_000_000

    public init(validating text: String) throws(ContractViolation) {
        let units = try Decimal.minorUnits(of: text, digits: 6)
        guard (-CustomFieldDecimal.greatest...CustomFieldDecimal.greatest).contains(units) else {
            throw ContractViolation("must be from -1000000000000 to 1000000000000")
        }
        millionths = units
    }

    /// Without zeros at the end.
    public var text: String { DecimalText.short(ofUnits: millionths, digits: 6) }

    public static var schema: Schema {
        .text(
            length: 1...21, pattern: "^-?(0|[1-9][0-9]*)(\\.[0-9]{1,6})?$",
            description: "A decimal number with at most six decimals.")
    }

    public static var example: Self { Self(unchecked: 12_500_000) }
    public static func < (left: Self, right: Self) -> Bool { left.millionths < right.millionths }
    private init(unchecked millionths: Int64) { self.millionths = millionths }
}

/// The id of a client, a contact or a user.
public struct CustomFieldReference: TextValue {
    public let uuid: UUIDValue

    public init(_ uuid: UUIDValue) {
        self.uuid = uuid
    }

    public init(validating text: String) throws(ContractViolation) {
        guard let uuid = UUIDValue(text) else { throw ContractViolation("must be a UUID") }
        self.uuid = uuid
    }

    public var text: String { uuid.description }

    public static var schema: Schema {
        .text(length: 36...36, format: "uuid", description: "The id of the record that is meant.")
    }

    public static var example: Self { Self(UUIDValue(high: 0x0197_68E5_2C00_7000, low: 0x8000_0000_0000_0001)) }
}

/// A value as text, as files have them: whole and decimal numbers and days as usual, `true` or `false`,
/// `12.50 EUR`, the codes of choices with semicolons between them, ids.
public struct CustomFieldText: Codable, Sendable, Equatable {
    public let name: Checked<CustomFieldName>
    /// Left out or empty, it empties the field.
    public let value: Checked<LongText<2000>>?

    public init(name: Checked<CustomFieldName>, value: Checked<LongText<2000>>? = nil) {
        self.name = name
        self.value = value
    }
}
