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

/// A functional amount is missing where none is looked up, is in another currency than the book's, or differs from the
/// amount of a line in the book's.
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

/// The entry has been reversed; an entry is reversed once.
public struct EntryReversed: DomainError {
    public static let code = 3020
    public static let reason = "ledger.entry_reversed"
    /// The entry that reverses it.
    public let reversal: EntryNumber

    public init(reversal: EntryNumber) {
        self.reversal = reversal
    }

    public var message: String { "The entry was reversed by entry \(reversal.rawValue)." }
}

/// The source's entry of this number has been posted.
public struct ExternalReferenceTaken: DomainError {
    public static let code = 3021
    public static let reason = "ledger.external_reference_taken"
    /// The entry that has it.
    public let number: EntryNumber

    public init(number: EntryNumber) {
        self.number = number
    }

    public var message: String { "Entry \(number.rawValue) has this external reference." }
}

/// Another entry of the group was refused, so none was posted.
public struct GroupRefused: DomainError {
    public static let code = 3022
    public static let reason = "ledger.group_refused"
    public init() {}
    public var message: String { "Another entry of the group was refused, so none of it was posted." }
}

/// The account's balance, less what is held, would fall below its floor.
public struct FloorReached: DomainError {
    public static let code = 3023
    public static let reason = "ledger.floor_reached"
    public let account: AccountCode
    /// What the account can still give before the entry; never negative unless it is below its floor already.
    public let available: Money

    public init(account: AccountCode, available: Money) {
        self.account = account
        self.available = available
    }

    public var message: String { "Account \(account) has only \(available) available." }
}

/// The accounting date is before the account opens or after it closes.
public struct AccountNotOpen: DomainError {
    public static let code = 3024
    public static let reason = "ledger.account_not_open"
    public let account: AccountCode

    public init(account: AccountCode) {
        self.account = account
    }

    public var message: String { "Account \(account) is not open on this day." }
}

/// What any posting can be refused for.
public enum EntryErrors {
    public static let posting: [any DomainError.Type] = [
        AccountClosed.self, AccountCurrencyMismatch.self, AccountIsHeading.self, AccountNotFound.self,
        AccountNotOpen.self, AmountOverflow.self, BudgetExceeded.self, DimensionMissing.self, DimensionNotUsed.self,
        DimensionValueClosed.self, DimensionValueNotFound.self, EntryUnbalanced.self, ExternalReferenceTaken.self,
        FloorReached.self, FunctionalAmountMissing.self, GroupRefused.self, PeriodLocked.self, PeriodMissing.self,
        RateNotFound.self,
    ]
}
