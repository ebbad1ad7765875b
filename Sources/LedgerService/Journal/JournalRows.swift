// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

extension JournalReads {
    /// Entries to be reversed: their heads, then their lines.
    static func originals(_ numbers: [Int64], of book: Int32) -> [JournalRead] {
        let heads = JournalRead(
            """
            select entry.number, entry.posted_on, entry.kind::text, entry.module::text, entry.document_reference,
                reversal.number
            from ledger.entry left join ledger.entry as reversal
                on reversal.book_id = entry.book_id and reversal.reverses = entry.number
            where entry.book_id = \(book) and entry.number = any(\(numbers))
            """
        ) { result, state in
            for original in try result.rows(as: OriginalEntry.self) { state.originals[original.number] = original }
        }
        let lines = JournalRead(
            """
            select line.number, account.code, line.currency, minor_units, functional_minor_units, client.code,
                cost_centre.code, project.code, product.code, memo
            from ledger.line join ledger.account
                on account.book_id = line.book_id and account.account_id = line.account_id
            \(LineSymbolStore.joins)
            where line.book_id = \(book) and line.number = any(\(numbers)) order by line.number, line.line_number
            """
        ) { result, state in
            for line in try result.rows(as: OriginalLine.self) { state.originals[line.number]?.lines.append(line.line) }
        }
        return [heads, lines]
    }
}

/// How lines find the codes behind their symbols.
enum LineSymbolStore {
    static let joins: SQL = """
        left join ledger.symbol as client on client.book_id = line.book_id and client.symbol_id = line.client_id
        left join ledger.symbol as cost_centre
            on cost_centre.book_id = line.book_id and cost_centre.symbol_id = line.cost_centre_id
        left join ledger.symbol as project on project.book_id = line.book_id and project.symbol_id = line.project_id
        left join ledger.symbol as product on product.book_id = line.book_id and product.symbol_id = line.product_id
        """
}

extension OriginalEntry: RowDecodable {
    init(row: inout Row) throws {
        self.init(
            number: try row.next(), postedOn: try row.next(), kind: try EntryKind(mark: row.next(String.self)),
            module: try EntryModule(mark: row.next(String.self)),
            documentReference: try row.next(), lines: [], reversedBy: try row.next())
    }
}

private struct OriginalLine: RowDecodable {
    let number: Int64
    let line: DraftLine

    init(row: inout Row) throws {
        number = try row.next()
        line = DraftLine(
            account: try row.next(), currency: try row.next(), minorUnits: try row.next(),
            functionalMinorUnits: try row.next(),
            client: try row.next(String?.self).map { try ClientID(validating: $0) },
            costCentre: try row.next(), project: try row.next(), product: try row.next(), memo: try row.next())
    }
}

struct StoredBalance: RowDecodable {
    let key: BalanceKey
    let state: BalanceState

    init(row: inout Row) throws {
        key = BalanceKey(account: try row.next(), currency: try row.next())
        state = BalanceState(
            amounts: Sides(debits: try row.next(), credits: try row.next()),
            functional: Sides(debits: try row.next(), credits: try row.next()),
            pending: Sides(debits: try row.next(), credits: try row.next()), version: try row.next())
    }
}

/// The outcome of a key that posted no entry.
struct StoredOutcomeRow: RowDecodable {
    let key: UUIDValue
    let outcome: KeyedOutcome

    init(row: inout Row) throws {
        key = try row.next()
        let digest = try row.next(Int64.self)
        let number = try row.next(Int64?.self)
        let createdAt = try row.next(Instant?.self)
        let refusal = try row.next([UInt8]?.self)
        outcome = KeyedOutcome(
            paramsDigest: digest, outcome: try StoredOutcomeRow.result(number, createdAt, refusal))
    }

    /// What any request to the journal can be refused for.
    private static let refusals: [any DomainError.Type] =
        PostEntry.errors + ReverseEntry.errors + HoldFunds.errors + ConfirmHold.errors + VoidHold.errors

    private static func result(
        _ number: Int64?, _ createdAt: Instant?, _ refusal: [UInt8]?
    ) throws -> PostingResult {
        if let number, let createdAt { return .held(number: number, createdAt: createdAt) }
        guard let refusal, let error = try StoredOutcome.failure(in: refusal, among: refusals) else {
            throw PostgresError.decoding("a posting's key has neither a hold nor a refusal")
        }
        return .refused(error)
    }
}

extension EntryKind: StoredMark {
    var mark: String {
        switch self {
        case .normal: "n"
        case .opening: "o"
        case .closing: "c"
        case .reversal: "r"
        case .revaluation: "v"
        case .scheduled: "s"
        case .confirmation: "h"
        }
    }
}

extension EntryModule: StoredMark {
    var mark: String {
        switch self {
        case .general: "g"
        case .receivables: "r"
        case .payables: "p"
        case .banking: "b"
        case .inventory: "i"
        case .payroll: "w"
        case .assets: "a"
        }
    }
}
