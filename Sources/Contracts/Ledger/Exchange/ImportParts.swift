// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A journal's name of an account, such as `assets:bank`.
public struct AccountMapping: Codable, Sendable, Equatable {
    public let name: Text<1, 500>
    public let account: AccountCode

    public init(name: Text<1, 500>, account: AccountCode) {
        self.name = name
        self.account = account
    }
}

/// A journal's symbol of a currency, such as `kr`.
public struct CommodityMapping: Codable, Sendable, Equatable {
    public let symbol: Text<1, 20>
    public let currency: CurrencyCode

    public init(symbol: Text<1, 20>, currency: CurrencyCode) {
        self.symbol = symbol
        self.currency = currency
    }
}

/// What became of a journal's prices, those of the preamble among them.
public struct ImportedRates: Codable, Sendable, Equatable {
    public let added: Count
    /// The book has, or had, a rate of the pair and day already.
    public let kept: Count

    public init(added: Count, kept: Count) {
        self.added = added
        self.kept = kept
    }
}

/// A transaction whose very text stood in the file before.
public struct RepeatedTransaction: Codable, Sendable, Equatable {
    /// Its first line in the file.
    public let line: Count
    /// How often before.
    public let before: Count

    public init(line: Count, before: Count) {
        self.line = line
        self.before = before
    }
}

/// A transaction that was not posted.
public struct RejectedTransaction: Codable, Sendable, Equatable {
    /// Where it begins in the file.
    public let line: Count
    /// The line that is to blame, when one is.
    public let at: Count?
    /// The refusal of the ledger, when it was the ledger that refused.
    public let refusal: Refusal?
    public let reason: Text<1, 500>

    public init(line: Count, at: Count?, refusal: Refusal?, reason: Text<1, 500>) {
        self.line = line
        self.at = at
        self.refusal = refusal
        self.reason = reason
    }
}

/// What became of the money in one currency: sums of the debits.
public struct ImportTotal: Codable, Sendable, Equatable {
    /// The sum of the three below.
    public let read: Money
    public let posted: Money
    public let repeated: Money
    public let rejected: Money

    public init(read: Money, posted: Money, repeated: Money, rejected: Money) {
        self.read = read
        self.posted = posted
        self.repeated = repeated
        self.rejected = rejected
    }
}

/// A directive that changes what transactions mean cannot be followed, or the text is none of the format: nothing was
/// posted.
public struct JournalNotReadable: DomainError {
    public static let code = 3132
    public static let reason = "ledger.journal_not_readable"
    public let line: Count
    public let rule: Text<1, 500>

    public init(line: Count, rule: Text<1, 500>) {
        self.line = line
        self.rule = rule
    }

    public var message: String { "Line \(line): \(rule)" }
}
