// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit

/// Makes spot rates of the book of the prices in a journal. Rates that the book has or had for a day stay as they are:
/// a journal corrects nobody.
struct RateImport {
    /// Rates that are set under one head lock.
    private static let batchLimit = 500

    let book: BookRecord
    let caller: Caller
    let source: Text<1, 50>

    func set(_ prices: JournalPrices, _ database: PostgresPool) async throws -> ImportedRates {
        let rates = try RateImport.rates(of: prices, source: Text(validating: source.text))
        let actor = try Text<1, 100>(validating: caller.label)
        var added = 0
        var rest = rates[...]
        while !rest.isEmpty {
            let batch = Array(rest.prefix(RateImport.batchLimit))
            rest = rest.dropFirst(batch.count)
            added += try await database.withTransaction { tx in try await add(batch, by: actor, in: tx) }
        }
        return ImportedRates(added: Count(added), kept: Count(rates.count - added))
    }

    private func add(_ rates: [NewRate], by actor: Text<1, 100>, in tx: Transaction) async throws -> Int {
        let currency = book.book.functionalCurrency
        let head = try await HeadStore.lock(book.number, in: tx)
        let last = try await RateWriteStore.lastRevisions(
            of: rates.map { $0.key(in: currency) }, of: book.number, in: tx)
        let change = RateChange(
            setting: rates.filter { last[$0.key(in: currency)] == nil }, in: currency, over: [:],
            at: try await HeadStore.now(after: head, in: tx), by: actor, afterEntry: head.entryNumber)
        _ = try await tx.batch(RateWriteStore.insert(change.fresh, into: book.number))
        try await FeedStore.append(change.fresh.map { .rate($0) }, to: book.number, after: head, in: tx)
        return change.fresh.count
    }

    /// The last of each day and pair, as hledger takes it, in the order of days. A price that is no rate (zero, below
    /// zero, or of more digits than a rate has) is passed over.
    static func rates(of prices: JournalPrices, source: Text<1, 200>) -> [NewRate] {
        var last: [FullRateKey: NewRate] = [:]
        for (currency, day, price) in prices.all where currency != price.currency {
            let key = FullRateKey(from: currency, to: price.currency, type: .spot, on: day)
            guard let units = Int64(exactly: price.quantity.units),
                let rate = try? ExchangeRate(
                    validating: Decimal.text(ofMinorUnits: units, digits: price.quantity.decimals))
            else { continue }
            last[key] = NewRate(
                from: currency, to: price.currency, on: day, type: .spot, rate: rate, validUntil: nil, source: source)
        }
        return last.values.sorted {
            ($0.on, $0.from.text, $0.to?.text ?? "") < ($1.on, $1.from.text, $1.to?.text ?? "")
        }
    }
}
