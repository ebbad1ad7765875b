// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Reads what a batch of postings needs, and writes what the fold decided: a round trip each.
enum JournalStore {
    /// Locks the book's head, then reads in statements of their own: each sees all that was committed before the lock
    /// was granted, which one statement that locks and reads would not.
    static func lockAndRead(
        _ requests: [PostingRequest], of book: BookRecord, in tx: Transaction
    ) async throws -> JournalState {
        let codes = Array(Set(requests.flatMap { $0.entry.lines.map(\.account) }))
        let keys = Array(Set(requests.map(\.entry.idempotencyKey)))
        let accounts: SQL = """
            select code, account_id, is_heading, is_closed, currency from ledger.account
            where book_id = \(book.number) and code = any(\(codes))
            """
        let balances: SQL = """
            select balance.account_id, balance.currency, debits, credits, functional_debits, functional_credits,
                balance.version
            from ledger.account join ledger.balance
                on balance.book_id = account.book_id and balance.account_id = account.account_id
            where account.book_id = \(book.number) and account.code = any(\(codes))
            """
        let outcomes: SQL = """
            select key, params_digest, posting_key.number, entry.recorded_at, refusal
            from ledger.posting_key left join ledger.entry
                on entry.book_id = posting_key.book_id and entry.number = posting_key.number
            where posting_key.book_id = \(book.number) and key = any(\(keys))
            """
        let clock: SQL = "select clock_timestamp()"
        let read = try await tx.pipeline(
            .row(HeadStore.lockStatement(book.number), as: Head.self), .row(clock, as: Instant.self),
            .rows(accounts, as: StoredAccount.self), .rows(balances, as: StoredBalance.self),
            .rows(outcomes, as: StoredPosting.self))
        return JournalState(
            functionalCurrency: book.book.functionalCurrency, entryNumber: read.0.entryNumber,
            feedPosition: read.0.feedPosition, recordedAt: read.1,
            accounts: Dictionary(uniqueKeysWithValues: read.2.map { ($0.code, $0.account) }),
            balances: Dictionary(uniqueKeysWithValues: read.3.map { ($0.key, $0.state) }),
            outcomes: Dictionary(uniqueKeysWithValues: read.4.map { ($0.key, $0.outcome) }))
    }

    /// Everything that the batch decided, and the commit, in one round trip. A batch of repetitions writes nothing.
    static func write(
        _ batch: JournalBatch, onto state: JournalState, of book: BookRecord, by caller: String, in tx: Transaction
    ) async throws {
        var statements: [SQL] = []
        if !batch.entries.isEmpty {
            statements += [
                insertEntries(batch, state, book.number, caller), insertLines(batch, book.number),
                upsertBalances(batch, book.number), addTurnover(batch, book.number),
            ]
            statements += try FeedStore.statements(
                batch.entries.map { .entry(number: $0.number) }, to: book.number, after: state.feedPosition,
                entryNumber: state.entryNumber)
        }
        if !batch.keys.isEmpty { statements.append(try insertKeys(batch, book.number)) }
        _ = try await tx.commit(afterBatch: statements)
    }

    private static func insertEntries(
        _ batch: JournalBatch, _ state: JournalState, _ book: Int32, _ caller: String
    ) -> SQL {
        let entries = batch.entries
        return """
            insert into ledger.entry (book_id, number, recorded_at, posted_on, description, document_reference,
                recorded_by)
            select \(book), number, \(state.recordedAt), posted_on, description, document_reference, \(caller)
            from unnest(\(entries.map(\.number)), \(entries.map(\.entry.postedOn)),
                \(entries.map(\.entry.description)), \(entries.map(\.entry.documentReference)))
                as fresh (number, posted_on, description, document_reference)
            """
    }

    private static func insertLines(_ batch: JournalBatch, _ book: Int32) -> SQL {
        let lines = batch.lines
        return """
            insert into ledger.line (book_id, number, line_number, account_id, currency, minor_units,
                functional_minor_units, client_id, balance_version, balance_after)
            select \(book), fresh.* from unnest(\(lines.map(\.number)), \(lines.map(\.lineNumber)),
                \(lines.map(\.account)), \(lines.map(\.currency)), \(lines.map(\.minorUnits)),
                \(lines.map(\.functionalMinorUnits)), \(lines.map(\.client)), \(lines.map(\.balanceVersion)),
                \(lines.map(\.balanceAfter))) as fresh
            """
    }

    /// The balances are known under the lock, so they are set, not added to.
    private static func upsertBalances(_ batch: JournalBatch, _ book: Int32) -> SQL {
        let keys = Array(batch.balances.keys)
        let states = keys.map { batch.balances[$0, default: BalanceState()] }
        return """
            insert into ledger.balance (book_id, account_id, currency, debits, credits, functional_debits,
                functional_credits, version)
            select \(book), fresh.* from unnest(\(keys.map(\.account)), \(keys.map(\.currency)),
                \(states.map(\.amounts.debits)), \(states.map(\.amounts.credits)),
                \(states.map(\.functional.debits)), \(states.map(\.functional.credits)),
                \(states.map(\.version))) as fresh
            on conflict (book_id, account_id, currency) do update
            set debits = excluded.debits, credits = excluded.credits,
                functional_debits = excluded.functional_debits, functional_credits = excluded.functional_credits,
                version = excluded.version
            """
    }

    private static func addTurnover(_ batch: JournalBatch, _ book: Int32) -> SQL {
        let keys = Array(batch.turnover.keys)
        let states = keys.map { batch.turnover[$0, default: BalanceState()] }
        return """
            insert into ledger.turnover (book_id, account_id, currency, span, starts_on, debits, credits,
                functional_debits, functional_credits)
            select \(book), account_id, currency, span::"char", starts_on, debits, credits, functional_debits,
                functional_credits
            from unnest(\(keys.map(\.balance.account)), \(keys.map(\.balance.currency)),
                \(keys.map(\.span.rawValue)), \(keys.map(\.startsOn)), \(states.map(\.amounts.debits)),
                \(states.map(\.amounts.credits)), \(states.map(\.functional.debits)),
                \(states.map(\.functional.credits)))
                as fresh (account_id, currency, span, starts_on, debits, credits, functional_debits,
                    functional_credits)
            on conflict (book_id, account_id, currency, span, starts_on) do update
            set debits = turnover.debits + excluded.debits, credits = turnover.credits + excluded.credits,
                functional_debits = turnover.functional_debits + excluded.functional_debits,
                functional_credits = turnover.functional_credits + excluded.functional_credits
            """
    }

    private static func insertKeys(_ batch: JournalBatch, _ book: Int32) throws -> SQL {
        let keys = batch.keys
        let outcomes = try keys.map { row -> (number: Int64?, refusal: [UInt8]?) in
            switch row.outcome {
            case .posted(let number, _): (number, nil)
            case .refused(let error): (nil, try StoredOutcome.encode(failure: error))
            }
        }
        return """
            insert into ledger.posting_key (book_id, key, params_digest, number, refusal, created_on)
            select \(book), key, params_digest, number, refusal, current_date
            from unnest(\(keys.map(\.key)), \(keys.map(\.digest)), \(outcomes.map(\.number)),
                \(outcomes.map(\.refusal))) as fresh (key, params_digest, number, refusal)
            """
    }
}
