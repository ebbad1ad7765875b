// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A general-ledger account in a book's chart.
public struct Account: Codable, Sendable, Equatable {
    /// Stays when the account is renumbered.
    public let id: AccountID
    public let code: AccountCode
    public let name: Text<1, 200>
    public let kind: AccountKind
    /// The side on which the account grows; it follows from the kind.
    public let normalSide: EntrySide
    /// The account above it in the tree, of the same kind; nil for a root.
    public let parent: AccountCode?
    /// A heading groups accounts and takes no lines.
    public let isHeading: Bool
    /// A closed account takes no lines.
    public let isClosed: Bool
    /// The only currency that the account's lines may have; nil for any.
    public let currency: CurrencyCode?
    /// What the balance on the normal side, less what is held, may not fall below; nil for no floor. Negative where the
    /// account may be overdrawn so far.
    public let floor: Money?
    /// The dimensions that each line of the account must have, in the order client, cost centre, project, product.
    public let requiredDimensions: [Dimension]
    /// The first and the last accounting day on which the account takes lines; nil for no such limit.
    public let opensOn: CalendarDate?
    public let closesOn: CalendarDate?
    public let version: Version

    public init(
        id: AccountID, code: AccountCode, name: Text<1, 200>, kind: AccountKind, parent: AccountCode?,
        isHeading: Bool, isClosed: Bool, currency: CurrencyCode?, floor: Money? = nil,
        requiredDimensions: [Dimension] = [], opensOn: CalendarDate? = nil, closesOn: CalendarDate? = nil,
        version: Version
    ) {
        self.id = id
        self.code = code
        self.name = name
        self.kind = kind
        normalSide = kind.normalSide
        self.parent = parent
        self.isHeading = isHeading
        self.isClosed = isClosed
        self.currency = currency
        self.floor = floor
        self.requiredDimensions = requiredDimensions
        self.opensOn = opensOn
        self.closesOn = closesOn
        self.version = version
    }
}

/// What an account is. Assets and expenses grow by debits, the others by credits.
public enum AccountKind: String, TextEnumeration {
    case asset
    case liability
    case equity
    case income
    case expense

    public var normalSide: EntrySide {
        switch self {
        case .asset, .expense: .debit
        case .liability, .equity, .income: .credit
        }
    }
}

/// A part of an account that may be left empty, and so may be cleared.
public enum AccountField: String, TextEnumeration {
    case parent
    case currency
    case floor
    case opensOn
    case closesOn
}

/// An account's number in its chart: 1 to 32 of `A-Z a-z 0-9 . _ -`.
public struct AccountCode: TextValue, Comparable {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard TextRule.isToken(text, length: 1...32, TextRule.isCodeByte) else {
            throw ContractViolation("must be 1 to 32 letters, digits, dots, underscores or hyphens")
        }
        self.text = text
    }

    public static var schema: Schema {
        .text(length: 1...32, pattern: "^[A-Za-z0-9._-]+$", description: "An account's number in its chart.")
    }

    public static var example: AccountCode { AccountCode(unchecked: "1100") }
    public static func < (left: AccountCode, right: AccountCode) -> Bool { left.text < right.text }
    private init(unchecked text: String) { self.text = text }
}
