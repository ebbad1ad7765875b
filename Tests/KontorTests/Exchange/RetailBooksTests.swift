// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CSV
import ClientsService
import Contracts
import Foundation
import JSONRPC
import LedgerService
import TestKit
import Testing

@testable import kontor

/// The books of a real retailer, as the ledger and as hledger compute them.
@Suite struct RetailBooksTests {
    /// Nil when the real file is not on this machine.
    static var december: String? {
        let path = ProjectFiles.path("../shared/data/online-retail/2010-12.csv.xz")
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    @Test(
        .enabled("the shared file of real invoices is not here") { RetailBooksTests.december != nil },
        .enabled("hledger is not installed; scripts/install --test installs it") { HledgerProgram.isInstalled })
    func hledgerComputesEveryBalanceOfARealMonthAtTwelveDates() async throws {
        let packed = try #require(Self.december)
        try await withTemporaryDirectory { folder in
            let file = folder + "/december.csv"
            try Self.unpack(packed, to: file)
            try await withService(ClientsServer.self) { clients in
                try await withService(LedgerServer.self) { ledger in
                    let book = try await ledger.call(
                        CreateBook(
                            idempotencyKey: .init(validating: "book"), code: .init(validating: "main"),
                            name: .init(validating: "Main"), functionalCurrency: .init(validating: "GBP"),
                            timeZone: .init(validating: "Europe/London"), chart: .tradingCompany)
                    ).book.id
                    try await load(file, into: book, clients, ledger, rejects: folder + "/rejects.csv")
                    try await compare(book, ledger)
                }
            }
        }
    }

    private func load(
        _ file: String, into book: BookID, _ clients: ServiceUnderTest<ClientsServer>,
        _ ledger: ServiceUnderTest<LedgerServer>, rejects: String
    ) async throws {
        let target = ImportTarget(
            book: book, currency: try .init(validating: "GBP"),
            receivables: try .init(validating: ImportTarget.standardReceivables),
            revenue: try .init(validating: ImportTarget.standardRevenue))
        let report = try await OnlineRetailImport(
            clients: clients.remote(ClientsAPI.self), ledger: ledger.remote(LedgerAPI.self), target: target,
            console: Console(result: -1, progress: -1)
        ).run(FileSource(path: file), rejects: RejectFile(path: rejects))
        #expect(report.totals.addUp && report.totals.linesRead == 42_481)
    }

    private func compare(_ book: BookID, _ ledger: ServiceUnderTest<LedgerServer>) async throws {
        let journal = try await ledger.export(book, .hledger)
        try await HledgerProgram.with(journal) { hledger in
            for day in [1, 2, 3, 5, 6, 8, 10, 13, 16, 19, 22, 31] {
                let date = try #require(CalendarDate(year: 2010, month: 12, day: day))
                let ours = try await ledger.balances(of: book, asOf: date)
                #expect(ours == (try hledger.balances(asOf: date)), "on \(date)")
                #expect(day < 3 || !ours.isEmpty)
                #expect(
                    try await ledger.balances(of: book, asOf: date, atCost: true)
                        == hledger.balances(asOf: date, atCost: true), "at cost, on \(date)")
            }
        }
        let verification = try await BookVerification(
            book: book, ledger: ledger.remote(LedgerAPI.self), console: Console(result: -1, progress: -1)
        ).run(scope: .full, after: nil)
        #expect(verification.total == 0 && verification.entries == 1_885)

        let copy = try await ledger.call(
            CreateBook(
                idempotencyKey: .init(validating: "copy"), code: .init(validating: "copy"),
                name: .init(validating: "Copy"), functionalCurrency: .init(validating: "GBP"),
                timeZone: .init(validating: "Europe/London"))
        ).book.id
        try await withTemporaryDirectory { folder in
            let totals = try await JournalUpload(
                ledger: ledger.remote(LedgerAPI.self),
                template: ImportJournal(
                    book: copy, format: .hledger, source: .init(validating: "main"), text: .init(validating: ""),
                    createAccounts: true), console: Console(result: -1, progress: -1)
            ).run(MemorySource(journal), rejects: RejectFile(path: folder + "/rejects.csv"))
            #expect(totals.addUp && totals.rejected == 0 && Int64(totals.posted) == verification.entries)
        }
        #expect(try await ledger.balances(of: copy) == ledger.balances(of: book))
    }

    private static func unpack(_ packed: String, to file: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/xz")
        process.arguments = ["-dc", packed]
        guard FileManager.default.createFile(atPath: file, contents: nil),
            let output = FileHandle(forWritingAtPath: file)
        else { throw CocoaError(.fileWriteUnknown) }
        process.standardOutput = output
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}
