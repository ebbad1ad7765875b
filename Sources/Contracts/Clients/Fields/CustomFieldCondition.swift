// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a listed record must have in a custom field, active or retired. Values are written as text:
/// `42`, `-1.5`, `2026-12-31`, `true`, `12.50 EUR`, the code of a choice, an id. Exactly one of `isSet`, `equals`,
/// `begins` and the range from `least` to `greatest` must be given.
public struct CustomFieldCondition: Codable, Sendable, Hashable {
    public let name: CustomFieldName
    /// Whether there is a value.
    public let isSet: Bool?
    /// Of `choices` that this is one. Texts are compared by their first 200 characters, in whichever case and with or
    /// without accents.
    public let equals: Text<1, 100>?
    /// How a text begins, in whichever case and with or without accents.
    public let begins: Text<1, 100>?
    /// Of an `integer`, `decimal`, `date` or `money`; of money in the currency of the limit.
    public let least: Text<1, 100>?
    public let greatest: Text<1, 100>?

    public init(
        name: CustomFieldName, isSet: Bool? = nil, equals: Text<1, 100>? = nil, begins: Text<1, 100>? = nil,
        least: Text<1, 100>? = nil, greatest: Text<1, 100>? = nil
    ) {
        self.name = name
        self.isSet = isSet
        self.equals = equals
        self.begins = begins
        self.least = least
        self.greatest = greatest
    }
}
