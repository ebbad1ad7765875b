// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// What a batch of postings knows of its book: read under the head lock, so that it holds until the batch commits.
struct JournalState: Sendable {
    let settings: BookSettings
    /// The last of each of the book's numbers; moves on as the fold accepts.
    var head: Head
    /// When the batch is recorded: the database's clock, read under the lock, and never before the last batch.
    let recordedAt: Instant
    /// The balances that the batch touches, as far as there are lines or holds.
    var balances: [BalanceKey: BalanceState] = [:]
    /// The accounts whose balances are all here, as far as they have any.
    var accounts: Set<Int32> = []
    /// How many lines each of those accounts has, over all currencies.
    var versions: [Int32: Int64] = [:]
    /// The outcomes that the batch's keys have already.
    var outcomes: [UUIDValue: KeyedOutcome] = [:]
    var symbols: [SymbolKey: Symbol] = [:]
    /// The external references of the batch that have been posted, with their entries.
    var externals: [ExternalReference: Int64] = [:]
    /// The entries that the batch wants to reverse, as far as they exist.
    var originals: [Int64: OriginalEntry] = [:]
    /// The holds that the batch names, as far as they exist, and those that have expired.
    var holds: [Int64: HoldRecord] = [:]
    /// Of the holds that the batch does not end; nil when that was not read.
    var earliestExpiry: EarliestExpiry?
    /// The rates that the batch needs, as far as there are any.
    var rates = RateTable()
    /// What was turned over in the budget lines that the batch touches, by their places; debit is positive.
    var budgetUse: [Int: Int128] = [:]
    /// What was noticed about the entry that was accepted last.
    var warnings: [PostingWarning] = []

    init(settings: BookSettings, head: Head, recordedAt: Instant) {
        self.settings = settings
        self.head = head
        self.recordedAt = recordedAt
    }
}

struct BalanceKey: Hashable, Sendable {
    let account: Int32
    let currency: CurrencyCode
}

/// The two sides of an account in one currency, in minor units, and what holds reserve on them.
struct BalanceState: Sendable, Equatable {
    var amounts = Sides()
    var functional = Sides()
    var pending = Sides()
    /// The account's version at the last line in this currency.
    var version: Int64 = 0
}

/// Debits and credits in minor units, neither negative.
struct Sides: Sendable, Equatable {
    var debits: Int64 = 0
    var credits: Int64 = 0

    /// False, and nothing changed, when a sum does not fit.
    mutating func add(_ signed: Int64) -> Bool {
        guard signed > Int64.min else { return false }
        let (sum, overflow) = (signed > 0 ? debits : credits).addingReportingOverflow(abs(signed))
        guard !overflow else { return false }
        if signed > 0 { debits = sum } else { credits = sum }
        return true
    }

    /// Takes back what was added.
    mutating func release(_ signed: Int64) {
        if signed > 0 { debits -= signed } else { credits += signed }
    }
}

/// A value of a dimension, or an actor, by what callers name it.
struct SymbolKey: Hashable, Sendable {
    let kind: SymbolKind
    let code: String
}

/// What symbols stand for, by the word in the database.
enum SymbolKind: String, StoredMark, Sendable {
    case actor
    case client
    case costCentre = "cost_centre"
    case project
    case product

    var mark: String { rawValue }

    /// Nil for those who act.
    var dimension: Dimension? {
        switch self {
        case .actor: nil
        case .client: .client
        case .costCentre: .costCentre
        case .project: .project
        case .product: .product
        }
    }

    init(_ dimension: Dimension) {
        switch dimension {
        case .client: self = .client
        case .costCentre: self = .costCentre
        case .project: self = .project
        case .product: self = .product
        }
    }
}

struct Symbol: Sendable, Equatable {
    let id: Int32
    let isClosed: Bool
}

/// An entry to be reversed, as far as its reversal needs it.
struct OriginalEntry: Sendable {
    let number: Int64
    let postedOn: CalendarDate
    var kind: EntryKind = .normal
    let module: EntryModule
    let documentReference: Text<1, 100>?
    var lines: [DraftLine]
    var reversedBy: Int64?
}

/// What a key stands for.
struct KeyedOutcome: Sendable {
    let paramsDigest: Int64
    let outcome: PostingResult
}

/// What became of one request.
enum PostingResult: Sendable {
    case posted(number: Int64, recordedAt: Instant)
    /// A hold was made or voided.
    case held(number: Int64, createdAt: Instant)
    case refused(any DomainError)
}

/// One request's answer.
struct PostingAnswer: Sendable {
    let result: PostingResult
    /// Whether an earlier request with the key had this outcome.
    let isRepeated: Bool
    /// Of an entry that was posted now.
    var warnings: [PostingWarning] = []
}
