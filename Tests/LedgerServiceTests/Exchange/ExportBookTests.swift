// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CSV
import Contracts
import JSONRPC
import LedgerService
import TestKit
import Testing

@Suite struct ExportBookTests {
    @Test func journalIsWrittenInTheSyntaxOfHledger() async throws {
        try await withLedger { ledger in
            let book = try await ledger.call(CreateBook.named("main")).book.id
            try await ledger.open("1000", "Assets: all", .asset, isHeading: true, in: book)
            try await ledger.open("1010", "Cash  in hand; petty", .asset, parent: "1000", in: book)
            try await ledger.open("4100", "Sales", .income, in: book)
            let lines: [EntryLine] = [
                EntryLine(
                    account: "1010", side: .debit, amount: .eur(1_000), functionalAmount: .gbp(870), client: .example,
                    memo: try Text(validating: "two, of 100%2C")),
                EntryLine(account: "4100", side: .credit, amount: .eur(1_000), functionalAmount: .gbp(870)),
            ]
            let posted = try await ledger.call(
                PostEntry(
                    book: book, idempotencyKey: .init(validating: "1"), postedOn: "2026-01-15",
                    description: Text(validating: "*Sale; of the year"),
                    documentReference: Text(validating: "INV(1)"),
                    external: ExternalReference(source: Text(validating: "shop"), reference: Text(validating: "a,b")),
                    metadata: List(validating: [
                        MetadataItem(name: Text(validating: "till"), value: Text(validating: "3, left"))
                    ]),
                    lines: List(validating: lines)))
            let entry = try await ledger.call(GetEntry(book: book, entry: posted.entry)).entry
            let text = try await ledger.export(book, .hledger)
            #expect(
                text == """
                    ; Book main, Book main, in GBP. Written by Kontor.
                    decimal-mark .

                    commodity 1000.00 GBP
                    commodity 1000.00 EUR

                    account assets:1000 Assets. all  ; type:A, code:1000, heading:yes
                    account assets:1000 Assets. all:1010 Cash in hand; petty  ; type:A, code:1010
                    account revenues:4100 Sales  ; type:R, code:4100

                    2026-01-15 (INV(1%29) %2ASale%3B of the year  ; number:1, source:shop, reference:a%2Cb, \
                    recorded:\(entry.recordedAt), by:\(entry.recordedBy)
                        ; metadata:till=3%2C left
                        assets:1000 Assets. all:1010 Cash in hand; petty  10.00 EUR @@ 8.70 GBP  ; \
                    client:\(ClientID.example), memo:two%2C of 100%252C
                        revenues:4100 Sales  -10.00 EUR @@ 8.70 GBP

                    """)
        }
    }

    @Test func csvHasARowForEachLine() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBusyBook()
            var reader = CSVReader(MemorySource(try await ledger.export(book, .csv)))
            var rows: [[String]] = []
            while let record = try reader.next() {
                guard case .fields(let fields) = record.content else {
                    Issue.record("a row is malformed")
                    return
                }
                rows.append(fields.map { String(decoding: $0, as: UTF8.self) })
            }
            let header = try #require(rows.first)
            #expect(rows.count == 1 + 18)
            func field(_ name: String, _ row: Int) throws -> String {
                rows[row][try #require(header.firstIndex(of: name))]
            }
            #expect(try field("number", 1) == "1" && field("document_reference", 1) == "INV-1")
            #expect(try field("amount", 1) == "100.00" && field("amount", 2) == "-100.00")
            #expect(try field("account", 1) == "1100" && field("account_kind", 2) == "income")
            #expect(try field("kind", 7) == "reversal" && field("reverses", 7) == "3")
            #expect(try field("currency", 9) == "EUR" && field("functional_amount", 9) == "8.70")
            #expect(try field("functional_currency", 9) == "GBP" && field("line", 10) == "2")
        }
    }

    @Test func daysLimitWhatIsWritten() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBusyBook()
            let text = try await ledger.export(book, .hledger, from: "2026-02-04", to: "2026-02-05")
            #expect(text.contains("\n2026-02-04 ") && text.contains("\n2026-02-05 "))
            #expect(!text.contains("\n2026-02-03 ") && !text.contains("\n2026-02-06 "))
        }
    }

    /// What is posted or opened while pages are read is not in them; what is renamed ends them.
    @Test func pagesAreOneDocumentOfOneState() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            for batch in 0..<8 {
                let entries = try (0..<1000).map {
                    try NewEntry.of(EntryLine.sale(1), key: "\(batch)-\($0)", document: "INV-\(batch)-\($0)")
                }
                _ = try await ledger.call(PostEntries.of(entries, in: book))
            }
            let first = try await ledger.call(ExportBook(book: book, format: .hledger))
            let next = try #require(first.next)
            #expect(first.through?.rawValue == 8000 && first.entries.rawValue < 8000)
            try await ledger.open("9999", "Later", .asset, in: book)
            _ = try await ledger.post(.of(EntryLine.sale(1), in: book, key: "later", document: "LATER"))
            let second = try await ledger.call(ExportBook(book: book, format: .hledger, cursor: next))
            #expect(second.next == nil && second.entries.rawValue + first.entries.rawValue == 8000)
            #expect(!second.text.text.contains("LATER"))
            #expect(second.text.text.hasPrefix("\n2026-01-15 (INV-"))
            _ = try await ledger.call(
                UpdateAccount(
                    book: book, idempotencyKey: .init(validating: "rename"), code: .sales,
                    ifVersion: Version(unchecked: 1), name: Text(validating: "Turnover")))
            await #expect(throws: ChartChanged()) {
                try await ledger.call(ExportBook(book: book, format: .hledger, cursor: next))
            }
        }
    }

    @Test func othersSeeNoBookAndNeedThePermission() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBusyBook()
            await #expect(throws: BookNotFound()) { try await ledger.inOtherOrganisation.export(book, .csv) }
            await #expect(throws: RemoteError.self) { try await ledger.as(.bookkeeper).export(book, .csv) }
            #expect(try await ledger.as(.auditor).export(book, .csv).hasPrefix("number,posted_on,"))
        }
    }

    @Test(.enabled("hledger is not installed; scripts/install --test installs it", { HledgerProgram.isInstalled }))
    func hledgerComputesTheSameBalancesAtEachDay() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBusyBook()
            let text = try await ledger.export(book, .hledger)
            for day: CalendarDate? in [
                nil, "2025-12-31", "2026-01-02", "2026-01-14", "2026-01-15", "2026-01-31", "2026-02-03", "2026-02-04",
                "2026-02-05", "2026-02-06", "2026-02-09", "2026-02-10",
            ] {
                for atCost in [false, true] {
                    let ours = try await ledger.balances(of: book, asOf: day, atCost: atCost)
                    let theirs = try await HledgerProgram.with(text) { try $0.balances(asOf: day, atCost: atCost) }
                    #expect(ours == theirs, "at \(day?.text ?? "the end"), at cost: \(atCost)")
                }
            }
        }
    }
}

extension ServiceUnderTest where S == LedgerServer {
    func open(
        _ code: AccountCode, _ name: String, _ kind: AccountKind, parent: AccountCode? = nil, isHeading: Bool = false,
        in book: BookID
    ) async throws {
        _ = try await call(
            CreateAccount(
                book: book, idempotencyKey: .init(validating: "open-\(code)"), code: code,
                name: Text(validating: name), kind: kind, parent: parent, isHeading: isHeading))
    }
}
