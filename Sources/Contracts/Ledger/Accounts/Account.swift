// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A general-ledger account in a book's chart.
public struct Account: Codable, Sendable, Equatable {
    public let id: AccountID
    public let code: AccountCode
    public let name: Text<1, 200>
    public let kind: AccountKind
    /// The account above it in the tree, of the same kind; nil for a root.
    public let parent: AccountCode?
    /// A heading groups accounts and takes no lines.
    public let isHeading: Bool
    /// A closed account takes no lines.
    public let isClosed: Bool
    /// The only currency that the account's lines may have; nil for any.
    public let currency: CurrencyCode?
    public let version: Version

    public init(
        id: AccountID, code: AccountCode, name: Text<1, 200>, kind: AccountKind, parent: AccountCode?,
        isHeading: Bool, isClosed: Bool, currency: CurrencyCode?, version: Version
    ) {
        self.id = id
        self.code = code
        self.name = name
        self.kind = kind
        self.parent = parent
        self.isHeading = isHeading
        self.isClosed = isClosed
        self.currency = currency
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
