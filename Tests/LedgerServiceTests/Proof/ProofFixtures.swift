// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import LedgerService
import Postgres
import TestKit
import Testing

/// All pages of a verification, as one answer.
struct Verification {
    var differences: [BookDifference] = []
    var counts: [DifferenceKind: Int64] = [:]
    var entries: Int64 = 0
    var lines: Int64 = 0
    var links: Int64 = 0
    var facts: Int64 = 0
    var accounts: Int64 = 0
    var through: ChainLink?

    var kinds: Set<DifferenceKind> { Set(counts.keys) }

    func of(_ kind: DifferenceKind) -> [BookDifference] { differences.filter { $0.kind == kind } }
}

extension ServiceUnderTest where S == LedgerServer {
    func verify(
        _ book: BookID, scope: VerifyScope? = nil, after: ChainLink? = nil
    ) async throws -> Verification {
        var all = Verification()
        var cursor: PageCursor?
        repeat {
            let page = try await call(VerifyBook(book: book, scope: scope, after: after, cursor: cursor))
            all.differences += page.differences
            for count in page.counts { all.counts[count.kind, default: 0] += count.count.rawValue }
            all.entries += page.checked.entries.rawValue
            all.lines += page.checked.lines.rawValue
            all.links += page.checked.links.rawValue
            all.facts += page.checked.facts.rawValue
            all.accounts += page.checked.accounts.rawValue
            all.through = page.through
            cursor = page.next
        } while cursor != nil
        return all
    }

    /// A book in pounds with a little of everything: eight entries over two months, one of them reversed, one in two
    /// currencies, one about a client, one back-dated, a hold that is active and one that is confirmed.
    func openBusyBook(_ code: String = "main") async throws -> BookID {
        let book = try await openBook(code)
        let client = ClientID(UUIDValue(high: 0x0199_0000_0000_7007, low: 0x8000_0000_0000_0007))
        _ = try await post(.of(EntryLine.sale(10_000), in: book, key: "1", on: "2026-01-15", document: "INV-1"))
        _ = try await post(.of(EntryLine.sale(2_500, client: client), in: book, key: "2", on: "2026-02-03"))
        let mistake = try await post(.of(EntryLine.sale(777), in: book, key: "3", on: "2026-02-04"))
        _ = try await call(
            ReverseEntry(
                book: book, idempotencyKey: .init(validating: "4"), entry: mistake.entry, postedOn: "2026-02-05"))
        _ = try await post(.of(EntryLine.inEuros(1_000, pounds: 870), in: book, key: "5", on: "2026-02-06"))
        _ = try await post(.of(EntryLine.sale(1), in: book, key: "6", on: "2026-01-02"))
        _ = try await call(
            PostEntries.of(
                [
                    .of([.debit(.cash, .gbp(40)), .credit(.receivables, .gbp(40))], key: "7"),
                    .of([.debit(.cash, .gbp(60)), .credit(.receivables, .gbp(60))], key: "8"),
                    .of([.debit(.cash, .gbp(60)), .credit(.receivables, .gbp(61))], key: "unbalanced"),
                ], in: book))
        try await hold(.gbp(500), key: "hold-1", in: book)
        let confirmed = try await hold(.gbp(300), key: "hold-2", in: book)
        _ = try await call(
            ConfirmHold(
                book: book, idempotencyKey: .init(validating: "confirm"), hold: confirmed, postedOn: "2026-02-10"))
        return book
    }

    @discardableResult
    private func hold(_ amount: Money, key: String, in book: BookID) async throws -> HoldID {
        try await call(
            HoldFunds(
                book: book, idempotencyKey: .init(validating: key), debit: .receivables, credit: .cash,
                amount: amount)
        ).hold
    }

    /// Changes what the service may not, as the superuser.
    func corrupt(_ statement: SQL) async throws {
        let changed = try await database.withPool { try await $0.execute(statement) }
        try #require(changed > 0, "the statement touched nothing")
    }
}

extension EntryLine {
    /// A purchase in euros, paid from the bank.
    static func inEuros(_ cents: Int64, pounds pence: Int64) -> [EntryLine] {
        [
            EntryLine(account: "1200", side: .debit, amount: .eur(cents), functionalAmount: .gbp(pence)),
            EntryLine(account: "1020", side: .credit, amount: .eur(cents), functionalAmount: .gbp(pence)),
        ]
    }
}
