// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Whose records have a custom field.
public enum CustomFieldSubject: String, TextEnumeration {
    case client
    case contact
    case contract
    case opportunity
}

/// What the values of a custom field are; it never changes.
public enum CustomFieldKind: String, TextEnumeration {
    /// One of the choices.
    case choice
    /// Several of the choices.
    case choices
    case date
    case decimal
    case flag
    case integer
    case money
    /// The id of a client, a contact or a user.
    case reference
    case text
}

/// What a field of kind `reference` refers to.
public enum CustomFieldTarget: String, TextEnumeration {
    case client
    case contact
    /// Whom identity knows; it is not asked.
    case user
}

/// What a field's values may be. Nothing of it is asked of values that were stored before.
public struct CustomFieldLimits: Codable, Sendable, Hashable {
    /// Characters of a `text`.
    public let shortest: CustomFieldLength?
    public let longest: CustomFieldLength?
    /// The least `integer`, `decimal` or `date`, written as text.
    public let least: Text<1, 40>?
    public let greatest: Text<1, 40>?

    public init(
        shortest: CustomFieldLength? = nil, longest: CustomFieldLength? = nil, least: Text<1, 40>? = nil,
        greatest: Text<1, 40>? = nil
    ) {
        self.shortest = shortest
        self.longest = longest
        self.least = least
        self.greatest = greatest
    }
}

public struct CustomFieldLength: WholeNumber {
    public static let range: ClosedRange<Int64> = 1...2000
    public static let meaning = "A number of characters."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}

/// A custom field as it is to be.
public struct NewCustomField: Codable, Sendable, Hashable {
    public let name: CustomFieldName
    public let label: Text<1, 100>
    public let kind: CustomFieldKind
    /// Whether a new record must have a value, and none that has one may be emptied.
    public let isRequired: Bool?
    public let help: Text<1, 300>?
    public let limits: CustomFieldLimits?
    /// Of a `choice` or `choices`, which must have some, in the order in which they are shown.
    public let choices: List<1, 100, NewCustomFieldChoice>?
    /// Of a `reference`, which must have one; it never changes.
    public let target: CustomFieldTarget?

    public init(
        name: CustomFieldName, label: Text<1, 100>, kind: CustomFieldKind, isRequired: Bool? = nil,
        help: Text<1, 300>? = nil, limits: CustomFieldLimits? = nil,
        choices: List<1, 100, NewCustomFieldChoice>? = nil, target: CustomFieldTarget? = nil
    ) {
        self.name = name
        self.label = label
        self.kind = kind
        self.isRequired = isRequired
        self.help = help
        self.limits = limits
        self.choices = choices
        self.target = target
    }
}

public struct NewCustomFieldChoice: Codable, Sendable, Hashable {
    public let code: CustomFieldChoiceCode
    public let label: Text<1, 100>

    public init(code: CustomFieldChoiceCode, label: Text<1, 100>) {
        self.code = code
        self.label = label
    }
}

/// A custom field as it is.
public struct CustomField: Codable, Sendable, Hashable {
    public let subject: CustomFieldSubject
    public let name: CustomFieldName
    public let label: Text<1, 100>
    public let kind: CustomFieldKind
    public let isRequired: Bool
    /// A retired field keeps its values, which records show and filters find, and takes no others.
    public let isRetired: Bool
    public let help: Text<1, 300>?
    public let limits: CustomFieldLimits?
    /// Those that were taken out come last and are retired.
    public let choices: [CustomFieldChoice]?
    public let target: CustomFieldTarget?

    public init(
        subject: CustomFieldSubject, name: CustomFieldName, label: Text<1, 100>, kind: CustomFieldKind,
        isRequired: Bool, isRetired: Bool, help: Text<1, 300>? = nil, limits: CustomFieldLimits? = nil,
        choices: [CustomFieldChoice]? = nil, target: CustomFieldTarget? = nil
    ) {
        self.subject = subject
        self.name = name
        self.label = label
        self.kind = kind
        self.isRequired = isRequired
        self.isRetired = isRetired
        self.help = help
        self.limits = limits
        self.choices = choices
        self.target = target
    }
}

public struct CustomFieldChoice: Codable, Sendable, Hashable {
    public let code: CustomFieldChoiceCode
    public let label: Text<1, 100>
    /// A retired choice stays where it was chosen, and is chosen no more.
    public let isRetired: Bool

    public init(code: CustomFieldChoiceCode, label: Text<1, 100>, isRetired: Bool) {
        self.code = code
        self.label = label
        self.isRetired = isRetired
    }
}

/// The custom fields of an organisation.
public struct CustomFieldSet: Codable, Sendable, Equatable {
    /// 1 before any was defined; each definition adds 1.
    public let version: Version
    /// By subject; in the order in which they are shown, the retired ones last.
    public let fields: [CustomField]

    public init(version: Version, fields: [CustomField]) {
        self.version = version
        self.fields = fields
    }
}
