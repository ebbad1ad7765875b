// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ClientsService
import Contracts
import LedgerService
import TestKit
import Testing

@testable import kontor

/// Clients and ledger in this process, with a book, and files to import into it.
private struct Desk {
    let clients: ServiceUnderTest<ClientsServer>
    let ledger: ServiceUnderTest<LedgerServer>
    let book: Book
    let folder: String

    static func with(_ body: (Desk) async throws -> Void) async throws {
        try await withTemporaryDirectory { folder in
            try await withService(ClientsServer.self) { clients in
                try await withService(LedgerServer.self) { ledger in
                    let book = try await ledger.call(
                        CreateBook(
                            idempotencyKey: .init(validating: "book"), code: .init(validating: "main"),
                            name: .init(validating: "Main"), functionalCurrency: .init(validating: "GBP"),
                            timeZone: .init(validating: "Europe/London"), chart: .tradingCompany)
                    ).book
                    try await body(Desk(clients: clients, ledger: ledger, book: book, folder: folder))
                }
            }
        }
    }

    func run(
        _ path: String, revenue: String = ImportTarget.standardRevenue
    ) async throws -> (totals: ImportTotals, clients: Int, rejects: RejectFile) {
        let rejects = try RejectFile(path: folder + "/rejects.csv")
        let target = try ImportTarget(
            book: book.id, currency: book.functionalCurrency,
            receivables: .init(validating: ImportTarget.standardReceivables), revenue: .init(validating: revenue))
        let report = try await OnlineRetailImport(
            clients: clients.remote(ClientsAPI.self), ledger: ledger.remote(LedgerAPI.self), target: target,
            console: Console(result: -1, progress: -1)
        ).run(FileSource(path: path), rejects: rejects)
        return (report.totals, report.clients, rejects)
    }

    /// Lines behind the header, as a file.
    func file(_ lines: String) throws -> String {
        let path = folder + "/invoices.csv"
        try FileAccess.replace(path, with: Lines.header + lines, mode: 0o600)
        return path
    }

    func allClients() async throws -> [Client] {
        try await clients.call(ListClients(limit: .init(validating: 1000))).items
    }
}

@Suite struct OnlineRetailImportTests {
    @Test func theSampleIsBookedOnceHoweverOftenItIsImported() async throws {
        try await Desk.with { desk in
            let first = try await desk.run(Sample.path)
            #expect(first.totals.addUp)
            #expect(first.totals.sales.invoices == 90)
            #expect(first.totals.cancellations.invoices == 5)
            #expect(first.rejects.count == first.totals.rejected.lines)
            let balance = try await desk.ledger.call(GetTrialBalance(book: desk.book.id))
            #expect(balance.totalDebits == balance.totalCredits)
            let revenue = try #require(balance.rows.first { $0.account.text == ImportTarget.standardRevenue })
            #expect(first.totals.booked.minorUnits(digits: 2) == -revenue.balance.minorUnits)
            #expect(try await desk.allClients().count == first.clients)

            let second = try await desk.run(Sample.path)
            #expect(second.totals.repeated.invoices == 95)
            #expect(second.totals.booked == first.totals.booked)
            #expect(try await desk.ledger.call(GetTrialBalance(book: desk.book.id)) == balance)
        }
    }

    @Test func anEntrySaysWhatTheInvoiceSays() async throws {
        try await Desk.with { desk in
            _ = try await desk.run(
                try desk.file("C7,A,B,-2,2011-03-27 23:59:00,1.25,12345.0,Channel Islands\n"))
            let client = try #require(try await desk.allClients().first)
            #expect(client.name.text == "Customer 12345, Channel Islands")
            #expect(client.country == nil)
            #expect(client.lifecycle == .customer)
            #expect(client.externalIds.map(\.id.text) == ["12345"])
            let entry = try #require(try await desk.ledger.call(ListEntries(book: desk.book.id)).items.first)
            #expect(entry.postedOn.text == "2011-03-27")
            #expect(entry.documentReference?.text == "C7")
            #expect(entry.lines.map(\.account.text) == ["1100", "4100"])
            #expect(entry.lines.map(\.side) == [.credit, .debit])
            #expect(entry.lines.map(\.amount.amount) == ["2.50", "2.50"])
            #expect(entry.lines.map(\.client) == [client.id, client.id])
        }
    }

    @Test func everyCustomerIsAClientAndOnlySalesToNobodyAreCashSales() async throws {
        try await Desk.with { desk in
            _ = try await desk.run(
                try desk.file(
                    """
                    1,A,B,1,2011-01-04,1,20.0,Germany
                    2,A,B,1,2011-01-04,0.0,21.0,EIRE
                    3,A,B,-5,2011-01-04,0.0,,United Kingdom

                    """))
            let clients = try await desk.allClients()
            #expect(clients.map { $0.externalIds.map(\.id.text) } == [["20"], ["21"]])
            #expect(clients.map(\.country?.text) == ["DE", "IE"])
            _ = try await desk.run(try desk.file("4,A,B,1,2011-01-04,1,,United Kingdom\n"))
            #expect(try await desk.allClients().map(\.name.text).last == "Cash sales")
        }
    }

    @Test func aClientThatWasMendedStaysMended() async throws {
        try await Desk.with { desk in
            _ = try await desk.run(try desk.file("1,A,B,1,2011-01-04,1,20.0,Germany\n"))
            let client = try #require(try await desk.allClients().first)
            _ = try await desk.clients.call(
                UpdateClient(
                    idempotencyKey: .init(validating: "rename"), client: client.id, ifVersion: client.version,
                    name: .init(validating: "Müller GmbH"), country: .init(validating: "AT")))
            _ = try await desk.run(
                try desk.file("2,A,B,1,2011-02-04,1,20.0,Germany\n3,A,B,1,2011-02-04,1,22.0,France\n"))
            let after = try await desk.allClients()
            #expect(after.map(\.name.text) == ["Müller GmbH", "Customer 22"])
            #expect(after.map(\.country?.text) == ["AT", "FR"])
        }
    }

    @Test func whatTheLedgerRefusesIsRejectedWithItsReason() async throws {
        try await Desk.with { desk in
            let run = try await desk.run(
                try desk.file("1,A,B,1,2011-01-04,1,20.0,Germany\n1,A,C,1,2011-01-04,2,20.0,Germany\n"),
                revenue: "9999")
            #expect(run.totals.addUp)
            #expect(run.totals.rejected.invoices == 1)
            #expect(run.totals.rejected.lines == 2)
            #expect(run.rejects.count == 2)
            #expect(try FileAccess.text(run.rejects.path).contains("the ledger refuses it"))
        }
    }

    @Test func aFileThatIsNoneIsRefusedBeforeAnythingIsBooked() async throws {
        try await Desk.with { desk in
            let path = desk.folder + "/empty.csv"
            try FileAccess.replace(path, with: "", mode: 0o600)
            await #expect(throws: Failure.self) { try await desk.run(path) }
            #expect(try await desk.allClients().isEmpty)
        }
    }
}
