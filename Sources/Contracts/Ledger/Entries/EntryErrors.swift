// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The lines of an entry do not sum to zero.
public struct EntryUnbalanced: DomainError {
    public static let code = 3004
    public static let reason = "ledger.entry_unbalanced"
    /// Debits minus credits, one for each unbalanced currency, in their alphabetical order; never zero.
    public let differences: [Money]

    public init(differences: [Money]) {
        self.differences = differences
    }

    public var message: String {
        "Debits and credits differ by \(differences.map(\.description).joined(separator: " and "))."
    }
}

/// The book has no such entry.
public struct EntryNotFound: DomainError {
    public static let code = 3005
    public static let reason = "ledger.entry_not_found"
    public init() {}
    public var message: String { "The book has no such entry." }
}

/// A sum of amounts does not fit 64 bits of minor units.
public struct AmountOverflow: DomainError {
    public static let code = 3006
    public static let reason = "ledger.amount_overflow"
    public init() {}
    public var message: String { "A sum of amounts is too large to be kept exactly." }
}

/// A line in another currency than the book's names no amount in the book's.
public struct FunctionalAmountMissing: DomainError {
    public static let code = 3007
    public static let reason = "ledger.functional_amount_missing"
    public let functionalCurrency: CurrencyCode

    public init(functionalCurrency: CurrencyCode) {
        self.functionalCurrency = functionalCurrency
    }

    public var message: String {
        "A line in another currency needs its amount in \(functionalCurrency), and one in \(functionalCurrency) none."
    }
}
