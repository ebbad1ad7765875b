// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import LedgerService

@Suite struct GetBalancesByDimensionTests {
    @Test func receivablesAreBrokenDownByClientPageByPage() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let clients = (0..<5).map { index in
                ClientID(UUIDValue(high: 0x0199_0000_0000_7000, low: 0x8000 << 48 | UInt64(index)))
            }
            for (index, client) in (clients + [nil]).enumerated() {
                _ = try await ledger.post(
                    .of(EntryLine.sale(Int64(index + 1), client: client), in: book, key: "\(index)"))
            }
            var (items, cursor): ([DimensionBalance], PageCursor?) = ([], nil)
            let accounts = try List<1, 500, AccountCode>(validating: [.receivables])
            repeat {
                let page = try await ledger.call(
                    GetBalancesByDimension(
                        book: book, dimension: .client, accounts: accounts, byAccount: true,
                        limit: PageLimit(unchecked: 2), cursor: cursor))
                #expect(page.total.closing == .gbp(21))
                items += page.items
                cursor = page.next
            } while cursor != nil
            #expect(items.map { $0.value?.text } == [nil] + clients.map(\.text))
            #expect(items.map(\.figures.closing) == [6, 1, 2, 3, 4, 5].map { .gbp($0) })
            #expect(items.allSatisfy { $0.account == .receivables })
            let one = try await ledger.call(
                GetBalancesByDimension(
                    book: book, dimension: .client, accounts: accounts, filter: DimensionFilter(client: clients[2])))
            #expect(one.items.map(\.figures.closing) == [.gbp(3)] && one.items[0].account == nil)
        }
    }

    @Test func cursorBelongsToItsParams() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.post(.of(EntryLine.sale(1, client: .new(at: Clocks.start)), in: book, key: "1"))
            _ = try await ledger.post(.of(EntryLine.sale(1), in: book, key: "2"))
            let limit = PageLimit(unchecked: 1)
            let first = try await ledger.call(GetBalancesByDimension(book: book, dimension: .client, limit: limit))
            #expect(first.next != nil)
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.call(
                    GetBalancesByDimension(book: book, dimension: .client, byAccount: true, cursor: first.next))
            }
            #expect(error?.violations.first?.path == "$.cursor")
        }
    }

    @Test func unknownAccountBackwardsSpanAndForeignBookAreRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            #expect(
                try await ledger.call(GetBalancesByDimension(book: book, dimension: .project)).total
                    == BalanceFigures(opening: .gbp(0), debits: .gbp(0), credits: .gbp(0), closing: .gbp(0)))
            await #expect(throws: AccountNotFound(account: "9")) {
                try await ledger.call(
                    GetBalancesByDimension(book: book, dimension: .client, accounts: List(validating: ["9"])))
            }
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.call(
                    GetBalancesByDimension(book: book, dimension: .client, asOf: "2026-01-01", from: "2026-01-02"))
            }
            #expect(error?.violations.first?.path == "$.from")
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(GetBalancesByDimension(book: book, dimension: .client))
            }
            for account in ["1010", "1020"] as [AccountCode] {
                _ = try await ledger.post(
                    .of(
                        [.debit(account, .gbp(.max)), .credit(account == .cash ? "2100" : "2200", .gbp(.max))],
                        in: book, key: account.text))
            }
            await #expect(throws: AmountOverflow()) {
                try await ledger.call(GetBalancesByDimension(book: book, dimension: .client))
            }
        }
    }
}
