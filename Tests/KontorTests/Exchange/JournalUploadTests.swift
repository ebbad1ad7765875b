// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CSV
import Contracts
import JSONRPC
import LedgerService
import TestKit
import Testing

@testable import kontor

@Suite struct JournalUploadTests {
    private static let quiet = Console(result: -1, progress: -1)

    private func withBook(
        _ body: (ServiceUnderTest<LedgerServer>, BookID, String) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { folder in
            try await withService(LedgerServer.self) { ledger in
                let book = try await ledger.call(
                    CreateBook(
                        idempotencyKey: .init(validating: "book"), code: .init(validating: "main"),
                        name: .init(validating: "Main"), functionalCurrency: .init(validating: "GBP"),
                        timeZone: .init(validating: "Europe/London"))
                ).book.id
                try await body(ledger, book, folder)
            }
        }
    }

    private func upload(
        _ text: String, _ format: JournalFormat = .hledger, to book: BookID, _ ledger: ServiceUnderTest<LedgerServer>,
        rejects: RejectFile
    ) async throws -> JournalTotals {
        try await JournalUpload(
            ledger: ledger.remote(LedgerAPI.self),
            template: ImportJournal(
                book: book, format: format, source: .init(validating: "file"), text: .init(validating: ""),
                createAccounts: true), console: Self.quiet
        ).run(MemorySource(text), rejects: rejects)
    }

    @Test func fileOfManyPartsIsPostedOnceHoweverOftenItIsSent() async throws {
        try await withBook { ledger, book, folder in
            let rejects = try RejectFile(path: folder + "/rejects.csv")
            var text = ""
            for index in 0..<6_000 {
                text += "2026-01-05 number \(index % 5_000)\n    assets:bank  1.00 GBP\n    income:fees  -1 GBP\n\n"
            }
            text += "2026-01-06 wrong\n    assets:bank  1.00 GBP\n    income:fees  -2 GBP\n"
            let first = try await upload(text, to: book, ledger, rejects: rejects)
            #expect(first.addUp && first.posted == 6_000 && first.rejected == 1 && first.accountsCreated == 2)
            #expect(
                first.lines == [
                    "                     transactions  debits in GBP",
                    "posted                      6,000       6,000.00",
                    "in the book already             0           0.00",
                    "rejected                        1           1.00",
                    "without amounts                 0               ",
                    "read                        6,001       6,001.00",
                ])
            let report = try FileAccess.text(rejects.path)
            #expect(report.contains("24001,") && report.contains("does not balance") && report.contains("wrong"))
            let again = try await upload(
                text, to: book, ledger, rejects: RejectFile(path: folder + "/again.csv"))
            #expect(again.addUp && again.repeated == 6_000 && again.posted == 0)
            let verification = try await BookVerification(
                book: book, ledger: ledger.remote(LedgerAPI.self), console: Self.quiet
            ).run(scope: .full, after: nil)
            #expect(verification.total == 0 && verification.entries == 6_000)
            #expect(verification.text.last == "Everything is as the lines say.")

            var csv: [UInt8] = []
            let count = try await Export.write(ExportBook(book: book, format: .csv), ledger.remote(LedgerAPI.self)) {
                csv += $0
            }
            #expect(count == 6_000)
            let copied = try await upload(
                String(decoding: csv, as: UTF8.self), .csv, to: book, ledger,
                rejects: RejectFile(path: folder + "/csv.csv"))
            #expect(copied.addUp && copied.posted == 6_000)
        }
    }

    @Test func differencesAreShownInWords() throws {
        let report = BookVerification.Report(
            differences: [
                BookDifference(
                    kind: .balance, account: try .init(validating: "1010"), currency: try Text(validating: "GBP"),
                    field: try Text(validating: "debits"), expected: try Text(validating: "5"),
                    found: try Text(validating: "7")),
                BookDifference(
                    kind: .entryMissing, entry: EntryNumber(unchecked: 3), lastEntry: EntryNumber(unchecked: 9)),
            ], counts: [.balance: 1, .entryMissing: 3], entries: 1_000)
        #expect(
            report.text.dropFirst() == [
                "", "4 differences:", "", "entry_missing: 3", "  entries 3 to 9", "  and 2 more", "balance: 1",
                "  account 1010, GBP, debits: 7 instead of 5",
            ])
        #expect(throws: Failure.self) { try Verify.link("12") }
        #expect(try Verify.link("12:" + String(repeating: "ab", count: 32)).position.rawValue == 12)
    }
}
