// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

// Rows that a batch of postings reads, in the order of the columns in `JournalStore`.

struct StoredAccount: RowDecodable {
    let code: AccountCode
    let account: PostableAccount

    init(row: inout Row) throws {
        code = try row.next()
        account = PostableAccount(
            id: try row.next(), isHeading: try row.next(), isClosed: try row.next(), currency: try row.next())
    }
}

struct StoredBalance: RowDecodable {
    let key: BalanceKey
    let state: BalanceState

    init(row: inout Row) throws {
        key = BalanceKey(account: try row.next(), currency: try row.next())
        state = BalanceState(
            amounts: Sides(debits: try row.next(), credits: try row.next()),
            functional: Sides(debits: try row.next(), credits: try row.next()), version: try row.next())
    }
}

struct StoredPosting: RowDecodable {
    let key: IdempotencyKey
    let outcome: KeyedOutcome

    init(row: inout Row) throws {
        key = try row.next()
        let digest = try row.next([UInt8].self)
        let number = try row.next(Int64?.self)
        let recordedAt = try row.next(Instant?.self)
        let refusal = try row.next([UInt8]?.self)
        outcome = KeyedOutcome(
            digest: digest, outcome: try StoredPosting.result(number, recordedAt, refusal))
    }

    private static func result(
        _ number: Int64?, _ recordedAt: Instant?, _ refusal: [UInt8]?
    ) throws -> PostingResult {
        if let number, let recordedAt { return .posted(number: number, recordedAt: recordedAt) }
        guard let refusal, let error = try StoredOutcome.failure(in: refusal, of: PostEntry.self) else {
            throw PostgresError.decoding("a posting's key has neither an entry nor a refusal")
        }
        return .refused(error)
    }
}
