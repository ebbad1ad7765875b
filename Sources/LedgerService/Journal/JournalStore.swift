// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Reads what a batch needs, and writes what the fold decided: a round trip each.
enum JournalStore {
    /// Locks the book's head, then reads in statements of their own: each sees all that was committed before the lock
    /// was granted, which one statement that locks and reads would not.
    ///
    /// Where other replicas post too, the lock is taken first and the batch after it, so that who comes while this
    /// replica waits for its turn is in it. What the replica knows of the book may be out of date; then it is read
    /// anew, and what depends on it too.
    static func lockAndRead(
        of book: BookRecord, knowing known: KnownBook?, in tx: Transaction, _ take: () -> [JournalUnit]
    ) async throws -> BatchReading {
        if let known, known.isAlone {
            let units = take()
            let needs = JournalNeeds(units, known)
            let reads = JournalReads.first(needs, of: book.number)
            let results = try await tx.batch(
                [HeadStore.lockStatement(book.number), HeadStore.clockStatement] + reads.map(\.sql))
            guard let head = try results.first?.rows(as: Head.self).first else {
                throw PostgresError.decoding("the book has no head")
            }
            var reading = BatchReading(units: units, known: known, head: head)
            if head.settingsVersion == known.settings.version {
                try await reading.take(needs, reads, results.dropFirst(), of: book.number, in: tx)
                return reading
            }
            reading.known = try await SettingsStore.load(book, version: head.settingsVersion, in: tx)
            try await reading.read(of: book.number, in: tx)
            return reading
        }
        let head = try await HeadStore.lock(book.number, in: tx)
        var current = known
        if current?.settings.version != head.settingsVersion {
            current = try await SettingsStore.load(book, version: head.settingsVersion, in: tx)
        }
        guard let current else { throw PostgresError.decoding("the book has no settings") }
        var reading = BatchReading(units: take(), known: current, head: head)
        try await reading.read(of: book.number, in: tx)
        return reading
    }

    /// Everything that the batch decided, but for the head's own row. A batch of repetitions writes nothing.
    static func write(
        _ batch: JournalBatch, _ state: JournalState, of book: BookRecord, after head: Head
    ) throws -> BatchWrite {
        var write = BatchWrite(head: head)
        if !batch.isEmpty {
            if !batch.symbols.isEmpty { write.rows.append(insertSymbols(batch, book.number)) }
            if !batch.entries.isEmpty {
                write.rows += [
                    insertEntries(batch, state, book.number), insertLines(batch, book.number),
                    addTurnover(batch, book.number),
                ]
                if !batch.budgetTurnover.isEmpty {
                    write.rows.append(BudgetTurnoverStore.add(batch.budgetTurnover, of: book.number))
                }
            }
            write.rows.append(upsertBalances(batch, state, book.number))
            write.rows += HoldStore.statements(writing: batch, state, of: book.number)
            let facts = try batch.facts.map { try ChainFact($0, of: book.number, state.settings) }
            write.head = state.head
            write.head.recordedAt = state.recordedAt
            write.head.chainHash = Chain.hash(
                previous: head.chainHash, recordedAt: state.recordedAt, entries: batch.entries.map(ChainEntry.init),
                lines: batch.lines.map(ChainLine.init), facts: facts)
            write.rows += FeedStore.statements(appending: facts, linkedBy: write.head, of: book.number)
        }
        if !batch.keys.isEmpty { write.rows.append(try insertKeys(batch, book.number)) }
        return write
    }

    /// Divides by zero, which ends the transaction, when one of the keys stands for something already. Under the head
    /// lock. `posted` are those of the entries that the transaction inserts: of an entry that has one already the
    /// entry's own key is violated.
    static func requireFreeKeys(_ keys: [UUIDValue], posted: Set<UUIDValue>, of book: Int32) -> SQL {
        let others = keys.filter { !posted.contains($0) }
        let entry: SQL =
            others.isEmpty
            ? "" : "or exists (select from ledger.entry where book_id = \(book) and key = any(\(others)))"
        return """
            select 1 / case when exists (
                select from ledger.posting_key where book_id = \(book) and key = any(\(keys))) \(entry)
                then 0 else 1 end
            """
    }

    private static func insertSymbols(_ batch: JournalBatch, _ book: Int32) -> SQL {
        let symbols = batch.symbols
        return """
            insert into ledger.symbol (book_id, symbol_id, dimension, code)
            select \(book), fresh.* from unnest(\(symbols.map(\.id)), \(symbols.map(\.key.kind.rawValue)),
                \(symbols.map(\.key.code))) as fresh
            """
    }

    private static func insertEntries(_ batch: JournalBatch, _ state: JournalState, _ book: Int32) -> SQL {
        let entries = batch.entries
        let drafts = entries.map(\.draft)
        return """
            insert into ledger.entry (book_id, recorded_at, number, key, params_digest, posted_on, actor_id, kind,
                module, description, document_reference, reverses, source, external_reference, metadata)
            select \(book), \(state.recordedAt), number, key, params_digest, posted_on, actor_id, kind::"char",
                module::"char", description, document_reference, reverses, source, external_reference, metadata
            from unnest(\(entries.map(\.number)), \(entries.map(\.key)), \(entries.map(\.paramsDigest)),
                \(drafts.map(\.postedOn)), \(entries.map(\.actor)), \(drafts.map { $0.kind.mark }),
                \(drafts.map { $0.module.mark }), \(drafts.map(\.description)), \(drafts.map(\.documentReference)),
                \(drafts.map(\.reverses)), \(drafts.map { $0.external?.source }),
                \(drafts.map { $0.external?.reference }), \(drafts.map(\.metadata)))
                as fresh (number, key, params_digest, posted_on, actor_id, kind, module, description,
                    document_reference, reverses, source, external_reference, metadata)
            """
    }

    private static func insertLines(_ batch: JournalBatch, _ book: Int32) -> SQL {
        let lines = batch.lines
        return """
            insert into ledger.line (book_id, number, line_number, account_id, currency, minor_units,
                functional_minor_units, client_id, cost_centre_id, project_id, product_id, memo, balance_version,
                balance_after)
            select \(book), fresh.* from unnest(\(lines.map(\.number)), \(lines.map(\.lineNumber)),
                \(lines.map(\.account)), \(lines.map(\.currency)), \(lines.map(\.minorUnits)),
                \(lines.map(\.functionalMinorUnits)), \(lines.map(\.symbols.client)),
                \(lines.map(\.symbols.costCentre)), \(lines.map(\.symbols.project)), \(lines.map(\.symbols.product)),
                \(lines.map(\.memo)), \(lines.map(\.balanceVersion)), \(lines.map(\.balanceAfter))) as fresh
            """
    }

    /// The balances are known under the lock, so they are set, not added to.
    private static func upsertBalances(_ batch: JournalBatch, _ state: JournalState, _ book: Int32) -> SQL {
        let keys = Array(batch.balances)
        let states = keys.map { state.balances[$0, default: BalanceState()] }
        return """
            insert into ledger.balance (book_id, account_id, currency, debits, credits, functional_debits,
                functional_credits, pending_debits, pending_credits, version)
            select \(book), fresh.* from unnest(\(keys.map(\.account)), \(keys.map(\.currency)),
                \(states.map(\.amounts.debits)), \(states.map(\.amounts.credits)),
                \(states.map(\.functional.debits)), \(states.map(\.functional.credits)),
                \(states.map(\.pending.debits)), \(states.map(\.pending.credits)),
                \(states.map(\.version))) as fresh
            on conflict (book_id, account_id, currency) do update
            set debits = excluded.debits, credits = excluded.credits,
                functional_debits = excluded.functional_debits, functional_credits = excluded.functional_credits,
                pending_debits = excluded.pending_debits, pending_credits = excluded.pending_credits,
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
        let outcomes = try keys.map { row -> (hold: Int64?, refusal: [UInt8]?) in
            switch row.outcome {
            case .posted(let number, _):
                throw PostgresError.encoding("the key of entry \(number) stands on the entry")
            case .held(let number, _): (number, nil)
            case .refused(let error): (nil, try StoredOutcome.encode(failure: error))
            }
        }
        return """
            insert into ledger.posting_key (book_id, key, params_digest, hold_number, refusal, created_on)
            select \(book), key, params_digest, hold_number, refusal, current_date
            from unnest(\(keys.map(\.key)), \(keys.map(\.paramsDigest)), \(outcomes.map(\.hold)),
                \(outcomes.map(\.refusal))) as fresh (key, params_digest, hold_number, refusal)
            """
    }
}

extension ChainFact {
    fileprivate init(_ row: JournalBatch.FactRow, of book: Int32, _ settings: BookSettings) throws {
        self.init(position: row.position, entryNumber: row.entryNumber, kind: 0, record: [])
        switch row.record {
        case .hold(let hold):
            kind = LedgerFact.holdMark
            record = try StoredRecord.encode(try hold.hold(of: book, settings))
        case .value(let dimension, let code):
            kind = LedgerFact.valueMark
            record = try StoredRecord.encode(
                DimensionValue(
                    dimension: dimension, code: try DimensionCode(validating: code), name: nil, isClosed: false))
        }
    }
}

extension ChainEntry {
    init(_ row: JournalBatch.EntryRow) {
        let draft = row.draft
        self.init(
            number: row.number, postedOn: draft.postedOn, kind: draft.kind.mark.utf8.first ?? 0,
            module: draft.module.mark.utf8.first ?? 0, actor: row.actor, key: row.key, paramsDigest: row.paramsDigest,
            description: draft.description?.text, documentReference: draft.documentReference?.text,
            reverses: draft.reverses, source: draft.external?.source.text,
            externalReference: draft.external?.reference.text, metadata: draft.metadata)
    }
}

extension ChainLine {
    init(_ row: JournalBatch.LineRow) {
        self.init(
            number: row.number, lineNumber: row.lineNumber, account: row.account, currency: row.currency.text,
            minorUnits: row.minorUnits, functionalMinorUnits: row.functionalMinorUnits, client: row.symbols.client,
            costCentre: row.symbols.costCentre, project: row.symbols.project, product: row.symbols.product,
            memo: row.memo?.text, balanceVersion: row.balanceVersion, balanceAfter: row.balanceAfter)
    }
}
