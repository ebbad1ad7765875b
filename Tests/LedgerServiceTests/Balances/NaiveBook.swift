// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit
import TestKit

@testable import LedgerService

/// A book as the list of its entries: every figure is the sum of what a question leaves of their lines.
struct NaiveBook {
    struct Question {
        var accounts: Set<AccountCode>?
        var from: CalendarDate?
        var to: CalendarDate?
        var recordedAt: Instant?
        var currency: CurrencyCode?
        var filter = DimensionFilter()
        var withoutClosings = false
        var isFunctional = true
    }

    struct Figures: Equatable {
        var opening: Int64 = 0
        var debits: Int64 = 0
        var credits: Int64 = 0
        var lines = 0

        var closing: Int64 { opening + debits - credits }
    }

    let entries: [Entry]
    let accounts: [Account]

    init(_ ledger: TestLedger, _ book: BookID) async throws {
        accounts = try await ledger.call(ListAccounts(book: book, limit: PageLimit(unchecked: 1000))).items
        entries = try await ledger.call(ListEntries(book: book, limit: PageLimit(unchecked: 1000))).items
    }

    /// The account and all below it.
    func subtree(_ code: AccountCode) -> Set<AccountCode> {
        accounts.filter { $0.parent == code }.reduce(into: [code]) { $0.formUnion(subtree($1.code)) }
    }

    /// By whatever a line is grouped by.
    func figures<Group: Hashable>(_ question: Question, by group: (EntryLine) -> Group) -> [Group: Figures] {
        var sums: [Group: Figures] = [:]
        for entry in entries where question.recordedAt.map({ entry.recordedAt <= $0 }) ?? true {
            if let to = question.to, entry.postedOn > to { continue }
            let isBefore = question.from.map { entry.postedOn < $0 } ?? false
            if !isBefore, question.withoutClosings, entry.kind == .closing { continue }
            for line in entry.lines where question.matches(line) {
                let units = question.isFunctional ? (line.functionalAmount ?? line.amount) : line.amount
                var figures = sums[group(line), default: Figures()]
                let signed = line.side == .debit ? units.minorUnits : -units.minorUnits
                if isBefore {
                    figures.opening += signed
                } else if signed > 0 {
                    figures.debits += signed
                } else {
                    figures.credits -= signed
                }
                figures.lines += 1
                sums[group(line)] = figures
            }
        }
        return sums
    }

    func figures(_ question: Question) -> Figures {
        figures(question) { _ in 0 }[0] ?? Figures()
    }
}

extension NaiveBook.Question {
    fileprivate func matches(_ line: EntryLine) -> Bool {
        if let accounts, !accounts.contains(line.account) { return false }
        if let currency, line.amount.currency != currency { return false }
        return (filter.client == nil || filter.client == line.client)
            && (filter.costCentre == nil || filter.costCentre == line.costCentre)
            && (filter.project == nil || filter.project == line.project)
            && (filter.product == nil || filter.product == line.product)
    }
}

extension NaiveBook.Figures {
    init(_ figures: BalanceFigures, lines: Int) {
        self.init(
            opening: figures.opening.minorUnits, debits: figures.debits.minorUnits, credits: figures.credits.minorUnits,
            lines: lines)
    }

    /// Whether they are the same amounts.
    func equal(_ figures: BalanceFigures) -> Bool {
        self == NaiveBook.Figures(figures, lines: lines) && closing == figures.closing.minorUnits
    }
}

extension ServiceUnderTest where S == LedgerServer {
    /// The dimensions besides `client`, before the book's first entry.
    func useAllDimensions(in book: BookID) async throws {
        try await database.withPool(size: 1) { admin in
            _ = try await admin.execute(
                """
                insert into ledger.dimension (book_id, dimension, is_closed_list)
                select book_id, dimension, false
                from ledger.book cross join unnest(array['cost_centre', 'project', 'product']) as dimension
                where public_id = \(book.uuid)
                on conflict do nothing
                """)
        }
    }

    /// Posts as a part of the ledger itself would.
    func post(_ kind: EntryKind, _ lines: [DraftLine], in book: BookID, key: String, on day: CalendarDate) async throws
    {
        let record = try await context.book(book, of: caller)
        let draft = EntryDraft(postedOn: day, kind: kind, lines: lines)
        try await context.database.withTransaction { tx in
            _ = try await Journal.post([KeyedDraft(draft: draft, key: key)], of: record, by: caller, in: tx)
        }
    }
}
