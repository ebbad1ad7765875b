// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// What a batch of postings knows of its book: read under the head lock, so that it holds until the batch commits.
struct JournalState: Sendable {
    let functionalCurrency: CurrencyCode
    /// The number of the last entry.
    var entryNumber: Int64
    /// The feed's last position.
    let feedPosition: Int64
    /// When the batch's entries are recorded: the database's clock, read under the lock.
    let recordedAt: Instant
    /// The accounts that the batch names, as far as they exist.
    let accounts: [AccountCode: PostableAccount]
    /// The balances that the batch touches, as far as there are lines.
    var balances: [BalanceKey: BalanceState]
    /// The outcomes that the batch's keys have already.
    var outcomes: [IdempotencyKey: KeyedOutcome]
}

/// What posting needs to know of an account.
struct PostableAccount: Sendable, Equatable {
    let id: Int32
    let isHeading: Bool
    let isClosed: Bool
    let currency: CurrencyCode?
}

struct BalanceKey: Hashable, Sendable {
    let account: Int32
    let currency: CurrencyCode
}

/// The two sides of an account in one currency, in minor units, and how many lines they sum.
struct BalanceState: Sendable, Equatable {
    var amounts = Sides()
    var functional = Sides()
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
}

/// An entry to post, with the digest that tells a repetition from another entry under the same key.
struct PostingRequest: Sendable {
    let entry: NewEntry
    let digest: [UInt8]
}

/// What a key stands for.
struct KeyedOutcome: Sendable {
    let digest: [UInt8]
    let outcome: PostingResult
}

/// What became of one request.
enum PostingResult: Sendable {
    case posted(number: Int64, recordedAt: Instant)
    case refused(any DomainError)
}

/// One request's answer.
struct PostingAnswer: Sendable {
    let result: PostingResult
    /// Whether an earlier request with the key had this outcome.
    let isRepeated: Bool
}
