// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// A transaction as a journal tells it, whatever its format.
struct ImportedTransaction: Sendable, Equatable {
    /// Where it begins in the file.
    let line: Int
    var postedOn: CalendarDate
    /// Its number in the source, when the source numbers.
    var number: String?
    var kind = EntryKind.normal
    var module = EntryModule.general
    var description: Text<0, 500>?
    var documentReference: Text<1, 100>?
    var external: ExternalReference?
    var metadata: [MetadataItem] = []
    var postings: [ImportedPosting] = []
}

/// One side of a transaction.
struct ImportedPosting: Sendable, Equatable {
    let line: Int
    /// As the journal names it.
    var account: String
    /// Debit is positive; nil when it is what the other postings leave.
    var amount: Money?
    /// What the amount cost in another currency, signed like it; nil when nothing is said.
    var cost: Money?
    /// Whether the cost was rounded to its currency's decimals.
    var isCostRounded = false
    var client: ClientID?
    var costCentre: DimensionCode?
    var project: DimensionCode?
    var product: DimensionCode?
    var memo: Text<1, 500>?
    var assertion: BalanceAssertion?
}

/// A journal's statement of what an account's balance is after a posting.
struct BalanceAssertion: Sendable, Equatable {
    let balance: Money
    /// Whether the account has no balance in another currency.
    let isOnly: Bool
}

/// A part of a journal that stands for a transaction, readable or not.
struct ReadTransaction: Sendable {
    let line: Int
    /// The text it stood in, without blanks at the ends of lines: tells transactions apart that have no number.
    let source: String
    let result: Result<ImportedTransaction, JournalProblem>
}

extension EntryKind {
    /// The kind that an imported entry of this kind gets. The others say what the ledger did, and not what the entry
    /// means: a copy of such an entry is a normal one.
    var restored: EntryKind {
        switch self {
        case .opening, .closing: self
        case .normal, .reversal, .revaluation, .scheduled, .confirmation: .normal
        }
    }
}
