// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import LedgerService
import Postgres
import TestKit
import Testing

/// Whoever changes a row behind the service's back is found, and what he changed is named.
@Suite struct CorruptionTests {
    /// Opens the busy book, changes it by SQL, and verifies.
    private func afterwards(
        _ statements: SQL..., check: (Verification) throws -> Void
    ) async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBusyBook()
            for statement in statements { try await ledger.corrupt(statement) }
            try check(try await ledger.verify(book))
        }
    }

    @Test func amountOfALine() async throws {
        try await afterwards(
            "update ledger.line set minor_units = minor_units + 1 where number = 2 and line_number = 1"
        ) { result in
            let unbalanced = try #require(result.of(.entryUnbalanced).first)
            #expect(unbalanced.entry?.rawValue == 2 && unbalanced.currency?.text == "GBP")
            #expect(unbalanced.found?.text == "1")
            let chain = try #require(result.of(.chainHash).first)
            #expect(chain.entry?.rawValue == 2 && result.counts[.chainHash] == 1)
            let balance = try #require(result.of(.balance).first)
            #expect(balance.account == .receivables && balance.field?.text == "debits")
            #expect(result.of(.balanceAfter).first?.entry?.rawValue == 2)
            #expect(result.of(.turnover).map(\.day).contains("2026-02-03"))
            #expect(
                result.kinds == [.entryUnbalanced, .chainHash, .balance, .balanceAfter, .turnover])
        }
    }

    @Test func functionalAmountsOfBothLines() async throws {
        try await afterwards(
            "update ledger.line set functional_minor_units = functional_minor_units * 2 where currency = 'EUR'"
        ) { result in
            #expect(result.kinds == [.chainHash, .balance, .turnover])
            #expect(result.of(.balance).allSatisfy { $0.currency?.text == "EUR" })
            #expect(result.of(.balance).map(\.field?.text).contains("functional debits"))
        }
    }

    @Test func accountOfALine() async throws {
        try await afterwards(
            """
            update ledger.line set account_id = (select account_id from ledger.account where code = '1010'),
                balance_version = 99
            where number = 1 and line_number = 1
            """
        ) { result in
            #expect(result.kinds == [.chainHash, .lineVersion, .balance, .balanceAfter, .turnover])
            #expect(Set(result.of(.balance).compactMap(\.account)) == [.cash, .receivables])
            #expect(result.of(.lineVersion).contains { $0.account == .cash && $0.found?.text == "99" })
        }
    }

    @Test func accountThatIsNotThere() async throws {
        try await afterwards(
            "update ledger.line set account_id = 4711 where number = 1 and line_number = 1"
        ) { result in
            let unknown = try #require(result.of(.reference).first)
            #expect(unknown.entry?.rawValue == 1 && unknown.field?.text == "account" && unknown.found?.text == "4711")
            #expect(result.of(.balance).contains { $0.field?.text.contains("4711") ?? false })
        }
    }

    @Test(arguments: ["debits", "credits", "functional_debits", "functional_credits", "version"])
    func balance(_ column: String) async throws {
        let statement: SQL =
            switch column {
            case "debits": "update ledger.balance set debits = debits + 7 where currency = 'EUR'"
            case "credits": "update ledger.balance set credits = credits + 7 where currency = 'EUR'"
            case "functional_debits":
                "update ledger.balance set functional_debits = functional_debits + 7 where currency = 'EUR'"
            case "functional_credits":
                "update ledger.balance set functional_credits = functional_credits + 7 where currency = 'EUR'"
            default: "update ledger.balance set version = version + 7 where currency = 'EUR'"
            }
        try await afterwards(statement) { result in
            #expect(result.counts == [.balance: 2])
            let field = column.split(separator: "_").joined(separator: " ")
            #expect(result.differences.allSatisfy { $0.field?.text == field && $0.currency?.text == "EUR" })
            let (expected, found) = (result.differences[0].expected?.text, result.differences[0].found?.text)
            #expect(Int(found ?? "") == Int(expected ?? "").map { $0 + 7 })
        }
    }

    @Test func balanceThatIsGone() async throws {
        try await afterwards("delete from ledger.balance where currency = 'EUR' and debits > 0") { result in
            #expect(result.counts == [.balance: 1])
            #expect(result.differences[0].expected?.text == "1000" && result.differences[0].found?.text == "0")
        }
    }

    @Test func turnover() async throws {
        try await afterwards(
            """
            update ledger.turnover set credits = credits + 1
            where span = 'm' and starts_on = '2026-02-01' and credits > 0
            """
        ) { result in
            #expect(result.kinds == [.turnover])
            #expect(
                result.differences.allSatisfy { $0.day == "2026-02-01" && $0.field?.text == "credits of the month" })
        }
        try await afterwards("delete from ledger.turnover where span = 'd' and starts_on = '2026-01-02'") { result in
            #expect(result.counts == [.turnover: 2])
            #expect(result.differences.allSatisfy { $0.day == "2026-01-02" && $0.found?.text == "0" })
        }
        try await afterwards(
            "update ledger.turnover set span = 'D' where span = 'd' and starts_on = '2026-01-02'"
        ) { result in
            #expect(result.counts == [.turnover: 4])
        }
    }

    @Test func balanceAfterALine() async throws {
        try await afterwards("update ledger.line set balance_after = 0 where number = 1 and line_number = 1") {
            result in
            #expect(result.kinds == [.chainHash, .balanceAfter])
            let difference = try #require(result.of(.balanceAfter).first)
            #expect(difference.entry?.rawValue == 1 && difference.account == .receivables)
            #expect(difference.expected?.text == "10000" && difference.found?.text == "0")
        }
    }

    @Test func recordOfAFact() async throws {
        try await afterwards(
            """
            update ledger.feed set record = convert_to(replace(convert_from(record, 'UTF8'), 'Cash in hand', 'Cash!'),
                'UTF8')
            where kind = 'a' and convert_from(record, 'UTF8') like '%Cash in hand%'
            """
        ) { result in
            #expect(result.counts == [.chainHash: 1, .account: 1])
            let account = try #require(result.of(.account).first)
            #expect(account.account == .cash && account.field?.text == "name")
        }
    }

    @Test func factThatIsGone() async throws {
        try await afterwards("delete from ledger.feed where position = 3") { result in
            #expect(result.of(.chainHash).count == 1)
            #expect(result.of(.feedPosition).contains { $0.position?.rawValue == 4 })
            #expect(result.of(.chainLink).first?.field?.text == "facts")
            #expect(result.of(.account).first?.found?.text == nil)
        }
    }

    @Test func positionOfAFact() async throws {
        try await afterwards(
            """
            update ledger.feed set entry_number = entry_number + 1
            where position = (select max(position) from ledger.feed)
            """
        ) { result in
            #expect(result.counts[.feedPosition] == 1)
            #expect(result.counts[.chainHash] == 1)
        }
    }

    @Test func hashOfALink() async throws {
        try await afterwards(
            """
            update ledger.chain set hash = decode(repeat('ab', 32), 'hex')
            where entry_number = 2
            """
        ) { result in
            // The link itself, and the one that was made from it.
            #expect(result.counts == [.chainHash: 2])
            #expect(result.differences[0].entry?.rawValue == 2)
            #expect(result.differences[0].found?.text == String(repeating: "ab", count: 32))
        }
    }

    @Test func linkThatIsGone() async throws {
        try await afterwards("delete from ledger.chain where entry_number = 2") { result in
            #expect(result.counts == [.chainHash: 1, .entryTime: 1])
            let (first, last) = (result.of(.chainHash)[0].entry, result.of(.chainHash)[0].lastEntry)
            #expect(first?.rawValue == 2 && last?.rawValue == 3)
        }
    }

    @Test func linkThatLeadsNowhere() async throws {
        try await afterwards(
            "update ledger.chain set entry_number = 1000000000000 where entry_number = 2"
        ) { result in
            let link = try #require(result.of(.chainLink).first)
            #expect(link.found?.text.contains("1000000000000") ?? false)
        }
    }

    @Test func everythingWrittenAnewStillDiffersFromTheHead() async throws {
        try await afterwards(
            "update ledger.head set chain_hash = decode(repeat('cd', 32), 'hex'), entry_number = entry_number + 1"
        ) { result in
            #expect(result.counts == [.head: 2])
            #expect(result.differences.map(\.field?.text) == ["entry_number", "chain_hash"])
        }
    }

    @Test func entryThatIsGone() async throws {
        try await afterwards("delete from ledger.entry where number = 6") { result in
            let missing = try #require(result.of(.entryMissing).first)
            #expect(missing.entry?.rawValue == 6 && result.counts[.entryMissing] == 1)
            #expect(result.counts[.lineWithoutEntry] == 2)
            #expect(result.of(.lineWithoutEntry).allSatisfy { $0.entry?.rawValue == 6 })
            #expect(result.counts[.chainHash] == 1 && result.counts[.turnover] == 4)
        }
    }

    @Test func lastEntryWithAllItsTraces() async throws {
        try await afterwards(
            "delete from ledger.line where number = 9", "delete from ledger.entry where number = 9"
        ) { result in
            #expect(result.of(.entryMissing).first?.entry?.rawValue == 9)
            #expect(result.counts[.balance] == 2)
        }
    }

    @Test func lineThatIsGone() async throws {
        try await afterwards("delete from ledger.line where number = 1 and line_number = 2") { result in
            #expect(result.of(.entryLines).first?.entry?.rawValue == 1)
            #expect(result.of(.entryUnbalanced).first?.entry?.rawValue == 1)
            #expect(result.of(.lineVersion).first?.account == .sales)
        }
    }

    @Test func twoEntriesSwapped() async throws {
        try await afterwards(
            """
            update ledger.entry set number = case number when 1 then 1000 else number end where number = 1
            """,
            "update ledger.entry set number = 1 where number = 2",
            "update ledger.entry set number = 2 where number = 1000"
        ) { result in
            #expect(result.counts[.chainHash] == 2 && result.counts[.entryTime] == 2)
            #expect(Set(result.of(.entryTime).compactMap(\.entry?.rawValue)) == [1, 2])
            #expect(result.kinds.contains(.turnover))
        }
    }

    @Test func dateTextAndPersonOfAnEntry() async throws {
        try await afterwards("update ledger.entry set posted_on = '2026-03-01' where number = 1") { result in
            #expect(result.kinds == [.chainHash, .turnover])
        }
        try await afterwards("update ledger.entry set document_reference = 'INV-2' where number = 1") { result in
            #expect(result.counts == [.chainHash: 1])
            #expect(result.differences[0].entry?.rawValue == 1)
        }
        try await afterwards("update ledger.entry set actor_id = 50 where number = 1") { result in
            #expect(result.counts == [.chainHash: 1, .reference: 1])
        }
    }

    @Test func timeOfAnEntry() async throws {
        try await afterwards(
            "update ledger.entry set recorded_at = recorded_at - interval '1 day' where number = 1"
        ) { result in
            #expect(result.counts == [.entryTime: 1])
            #expect(result.differences[0].entry?.rawValue == 1)
        }
    }

    @Test func reversalOfAnotherEntry() async throws {
        try await afterwards("update ledger.entry set reverses = 2 where number = 4") { result in
            #expect(result.counts == [.chainHash: 1, .reversal: 1])
            #expect(result.of(.reversal)[0].entry?.rawValue == 4 && result.of(.reversal)[0].found?.text == "2")
        }
    }

    @Test func accountRecord() async throws {
        try await afterwards("update ledger.account set is_closed = true where code = '1010'") { result in
            #expect(result.counts == [.account: 1])
            #expect(result.differences[0].account == .cash && result.differences[0].field?.text == "is closed")
        }
    }

    @Test func bookRecord() async throws {
        try await afterwards("update ledger.book set functional_currency = 'EUR'") { result in
            #expect(result.counts == [.book: 1])
        }
    }

    @Test func holdsAndWhatTheyReserve() async throws {
        try await afterwards("update ledger.balance set pending_debits = pending_debits + 1 where pending_debits > 0") {
            result in
            #expect(result.counts == [.pending: 1])
            #expect(result.differences[0].account == .receivables)
        }
        try await afterwards("update ledger.hold set remaining_minor_units = 1 where state = 'a'") { result in
            #expect(result.counts == [.pending: 2, .hold: 1])
        }
        try await afterwards(
            "update ledger.hold set state = 'v', remaining_minor_units = 0, ended_at = now() where state = 'a'",
            "update ledger.balance set pending_debits = 0, pending_credits = 0"
        ) { result in
            #expect(result.counts == [.hold: 1])
            #expect(result.differences[0].field?.text == "state of hold 1")
        }
        try await afterwards("update ledger.hold set ended_at = created_at where state = 'c'") { result in
            #expect(result.differences.map(\.field?.text) == ["end of hold 2"])
        }
        try await afterwards("delete from ledger.hold where state = 'c'", "update ledger.head set hold_number = 1") {
            result in
            #expect(result.counts == [.hold: 1] && result.differences[0].found?.text == "not there")
        }
    }

    @Test func keyThatWasRefusedAndPosted() async throws {
        try await afterwards(
            """
            update ledger.posting_key set key = (select key from ledger.entry where number = 1)
            where refusal is not null
            """
        ) { result in
            #expect(result.counts == [.repeated: 1])
            #expect(result.differences[0].entry?.rawValue == 1)
        }
    }

    @Test func symbolsAndNumbers() async throws {
        try await afterwards("update ledger.head set symbol_id = symbol_id + 5") { result in
            #expect(result.counts == [.head: 1])
            #expect(result.differences[0].field?.text == "symbol_id")
        }
        try await afterwards("update ledger.line set client_id = 99 where number = 2 and line_number = 1") { result in
            #expect(result.of(.reference).first?.field?.text == "client")
        }
    }

    /// Of many differences of a kind the first are named and all are counted.
    @Test func manyDifferencesAreCountedAndFewNamed() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let entries = try (0..<100).map { try NewEntry.of(EntryLine.sale(1), key: "\($0)") }
            _ = try await ledger.call(PostEntries.of(entries, in: book))
            try await ledger.corrupt("update ledger.line set minor_units = minor_units * 2")
            let result = try await ledger.verify(book)
            #expect(result.counts[.balanceAfter] == 200)
            #expect(result.of(.balanceAfter).count == 20)
            #expect(result.counts[.balance] == 2 && result.counts[.chainHash] == 1)
        }
    }

    /// A difference in one book says nothing of another.
    @Test func otherBooksStayIntact() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBusyBook()
            let other = try await ledger.openBusyBook("other")
            try await ledger.corrupt("update ledger.balance set debits = debits + 1 where book_id = 1")
            #expect(try await ledger.verify(book).kinds == [.balance])
            #expect(try await ledger.verify(other).counts.isEmpty)
        }
    }
}
