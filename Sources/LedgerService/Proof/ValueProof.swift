// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// Compares the values of dimensions with the facts that told them, a page of the feed at a time: a book may have
/// millions of clients, of which nothing is kept but their numbers.
struct ValueProof {
    /// Rows that are read at once.
    private static let limit: Int64 = 2000

    let book: Int32
    /// The numbers of those that were told.
    private var numbers: Set<Int32> = []
    /// Numbers ascend in the order in which values are told first, so that codes that were exchanged are out of order.
    private var lastNumber: Int32 = 0
    /// Those that were told last otherwise than they are stored, as far as the feed was read.
    private var different: [DimensionValueKey: (told: ToldRecords.Told<DimensionValue>, stored: DimensionValue?)] = [:]

    init(book: Int32) {
        self.book = book
    }

    /// Facts in the order of their positions.
    mutating func take(
        _ told: [ToldRecords.Told<DimensionValue>], _ tally: inout DifferenceTally, _ tx: Transaction
    ) async throws {
        guard !told.isEmpty else { return }
        let keys = Array(Set(told.map { DimensionValueKey($0.record) }))
        let rows = try await tx.rows(
            """
            select symbol_id, symbol.dimension, symbol.code, name, is_closed
            from unnest(\(keys.map(\.dimension)), \(keys.map(\.code))) as told (dimension, code)
            join ledger.symbol on symbol.book_id = \(book) and symbol.dimension = told.dimension
                and symbol.code = told.code
            """, as: DimensionValueRecord.self)
        let stored = Dictionary(rows.map { (DimensionValueKey($0.value), $0) }) { first, _ in first }
        for fact in told {
            let key = DimensionValueKey(fact.record)
            let value = stored[key]?.value
            different[key] = value == fact.record ? nil : (fact, value)
            if let number = stored[key]?.number { checkOrder(of: number, fact, &tally) }
        }
    }

    private mutating func checkOrder(
        of number: Int32, _ fact: ToldRecords.Told<DimensionValue>, _ tally: inout DifferenceTally
    ) {
        guard numbers.insert(number).inserted else { return }
        if number < lastNumber {
            tally.add(
                BookDifference(
                    .dimensionValue, position: fact.position,
                    field: "number of \(RecordComparison.values.name(fact.record))",
                    expected: "greater than \(lastNumber)", found: "\(number)"))
        }
        lastNumber = max(number, lastNumber)
    }

    func finish(_ tally: inout DifferenceTally, _ tx: Transaction) async throws {
        var told = different.mapValues(\.told)
        let stored = different.compactMap { key, pair in pair.stored.map { (key: key, record: $0) } }
        RecordComparison.values.compare(
            stored.sorted { $0.record.code < $1.record.code }, with: &told, &tally)
        RecordComparison.values.reportGone(told.values, &tally)
        try await checkOthers(&tally, tx)
    }

    /// Those that are stored and were never told.
    private func checkOthers(_ tally: inout DifferenceTally, _ tx: Transaction) async throws {
        let count = try await tx.row(
            "select count(*) from ledger.symbol where book_id = \(book) and dimension <> 'actor'", as: Int64.self)
        guard count > numbers.count else { return }
        var after: Int32 = 0
        while true {
            let page = try await tx.rows(
                """
                select symbol_id, dimension, code, name, is_closed from ledger.symbol
                where book_id = \(book) and symbol_id > \(after) and dimension <> 'actor'
                order by symbol_id limit \(ValueProof.limit)
                """, as: DimensionValueRecord.self)
            let untold = page.filter { !numbers.contains($0.number) }
            var none: [DimensionValueKey: ToldRecords.Told<DimensionValue>] = [:]
            RecordComparison.values.compare(
                untold.map { (key: DimensionValueKey($0.value), record: $0.value) }, with: &none, &tally)
            guard page.count == ValueProof.limit, let last = page.last else { return }
            after = last.number
        }
    }
}
