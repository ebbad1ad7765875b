// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Reads entries with their lines.
enum EntryStore {
    /// In the order of `numbers`; those that the book does not have are absent. Two statements in one round trip.
    static func entries(
        _ numbers: [Int64], of book: BookRecord, in database: some PostgresExecutor
    ) async throws -> [Entry] {
        guard !numbers.isEmpty else { return [] }
        let entries: SQL = """
            select entry.number, entry.posted_on, entry.recorded_at, entry.description, entry.document_reference,
                entry.kind::text, entry.module::text, actor.code, entry.reverses, reversal.number, entry.source,
                entry.external_reference, entry.metadata
            from ledger.entry
            join ledger.symbol as actor on actor.book_id = entry.book_id and actor.symbol_id = entry.actor_id
            left join ledger.entry as reversal
                on reversal.book_id = entry.book_id and reversal.reverses = entry.number
            where entry.book_id = \(book.number) and entry.number = any(\(numbers))
            """
        let lines: SQL = """
            select line.number, account.code, line.currency, minor_units, functional_minor_units, client.code,
                cost_centre.code, project.code, product.code, memo
            from ledger.line join ledger.account
                on account.book_id = line.book_id and account.account_id = line.account_id
            \(LineSymbolStore.joins)
            where line.book_id = \(book.number) and line.number = any(\(numbers))
            order by line.number, line.line_number
            """
        let (heads, rows) = try await database.pipeline(
            .rows(entries, as: StoredEntry.self), .rows(lines, as: StoredLine.self))
        let byNumber = Dictionary(grouping: rows, by: \.number)
        let known = Dictionary(uniqueKeysWithValues: heads.map { ($0.number, $0) })
        let currency = book.book.functionalCurrency
        return numbers.compactMap { known[$0] }.map { head in
            head.entry(
                of: book.number, lines: byNumber[head.number, default: []].map { $0.line.line(functional: currency) })
        }
    }

    /// The number of the source's entry.
    static func number(
        of external: ExternalReference, in book: Int32, _ database: some PostgresExecutor
    ) async throws -> Int64? {
        try await database.optionalRow(
            """
            select number from ledger.entry
            where book_id = \(book) and source = \(external.source) and external_reference = \(external.reference)
            """, as: Int64.self)
    }
}

private struct StoredEntry: RowDecodable {
    let number: Int64
    let postedOn: CalendarDate
    let recordedAt: Instant
    let description: Text<0, 500>?
    let documentReference: Text<1, 100>?
    let kind: EntryKind
    let module: EntryModule
    let recordedBy: Text<1, 100>
    let reverses: EntryNumber?
    let reversedBy: EntryNumber?
    let external: ExternalReference?
    let metadata: [MetadataItem]?

    init(row: inout Row) throws {
        number = try row.next()
        postedOn = try row.next()
        recordedAt = try row.next()
        description = try row.next()
        documentReference = try row.next()
        kind = try EntryKind(mark: row.next(String.self))
        module = try EntryModule(mark: row.next(String.self))
        recordedBy = try row.next()
        reverses = try row.next()
        reversedBy = try row.next()
        let source = try row.next(Text<1, 50>?.self)
        let reference = try row.next(Text<1, 100>?.self)
        external = source.flatMap { source in
            reference.map { ExternalReference(source: source, reference: $0) }
        }
        metadata = try row.next([UInt8]?.self).map { try StoredRecord.decode([MetadataItem].self, $0) }
    }

    func entry(of book: Int32, lines: [EntryLine]) -> Entry {
        Entry(
            id: EntryIdentity.id(book: book, number: number, recordedAt: recordedAt),
            number: EntryNumber(unchecked: number), postedOn: postedOn, recordedAt: recordedAt,
            description: description, documentReference: documentReference, kind: kind, module: module,
            recordedBy: recordedBy, reverses: reverses, reversedBy: reversedBy, external: external,
            metadata: metadata, lines: lines)
    }
}

private struct StoredLine: RowDecodable {
    let number: Int64
    let line: StoredEntryLine

    init(row: inout Row) throws {
        number = try row.next()
        line = try StoredEntryLine(row: &row)
    }
}

/// A line as the journal keeps it, with codes for its numbers.
struct StoredEntryLine: RowDecodable {
    let account: AccountCode
    let currency: CurrencyCode
    let minorUnits: Int64
    let functionalMinorUnits: Int64
    let client: ClientID?
    let costCentre: DimensionCode?
    let project: DimensionCode?
    let product: DimensionCode?
    let memo: Text<1, 500>?

    init(row: inout Row) throws {
        account = try row.next()
        currency = try row.next()
        minorUnits = try row.next()
        functionalMinorUnits = try row.next()
        client = try row.next(String?.self).map { try ClientID(validating: $0) }
        costCentre = try row.next()
        project = try row.next()
        product = try row.next()
        memo = try row.next()
    }

    /// The functional amount is shown where it says more than the amount. A line that adjusts it alone has its side.
    func line(functional: CurrencyCode) -> EntryLine {
        let sign = minorUnits == 0 ? functionalMinorUnits : minorUnits
        return EntryLine(
            account: account, side: sign > 0 ? .debit : .credit,
            amount: Money(minorUnits: abs(minorUnits), currency: currency),
            functionalAmount: currency == functional && minorUnits == functionalMinorUnits
                ? nil : Money(minorUnits: abs(functionalMinorUnits), currency: functional), client: client,
            costCentre: costCentre, project: project, product: product, memo: memo)
    }
}
