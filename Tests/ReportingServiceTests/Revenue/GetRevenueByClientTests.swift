// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import ReportingService
import ServiceKit
import TestKit
import Testing

@Suite struct GetRevenueByClientTests {
    private static let span: (CalendarDate, CalendarDate) = ("2025-12-01", "2026-02-28")

    private func report(
        _ book: BookID, _ from: CalendarDate = span.0, _ to: CalendarDate = span.1, by: RevenuePeriod? = nil,
        limit: Int64? = nil, cursor: PageCursor? = nil
    ) -> GetRevenueByClient {
        GetRevenueByClient(
            book: book, from: from, to: to, by: by, limit: limit.map { PageLimit(unchecked: $0) }, cursor: cursor)
    }

    @Test func sumsIncomeByClientInTotalAndByMonth() async throws {
        try await withBench { bench in
            let book = try await bench.ledger.openBook()
            let ada = try await bench.clients.create("Ada", country: "GB")
            let bob = try await bench.clients.create("Bob")
            let sales: [(Int64, ClientID?, CalendarDate)] = [
                (1, ada.id, "2025-11-30"), (10, ada.id, "2025-12-01"), (100, ada.id, "2025-12-31"),
                (1000, ada.id, "2026-02-28"), (10_000, ada.id, "2026-03-01"), (7, bob.id, "2026-01-31"),
                (3, nil, "2026-01-02"),
            ]
            for (index, (pence, client, day)) in sales.enumerated() {
                try await bench.ledger.sell(pence, to: client, in: book, key: "\(index)", on: day)
            }
            // Taken back, and more than was ever sold.
            try await bench.ledger.post(
                [.debit(.sales, .gbp(9), bob.id), .credit(.receivables, .gbp(9), bob.id)], in: book, key: "back",
                on: "2026-02-01")
            try await bench.catchUp()

            let total = try await bench.call(report(book))
            #expect(
                total.items == [
                    RevenueRow(client: ada.id, name: ada.name, country: ada.country, month: nil, revenue: .gbp(1110)),
                    RevenueRow(client: bob.id, name: bob.name, country: nil, month: nil, revenue: .gbp(-2)),
                    RevenueRow(client: nil, name: nil, country: nil, month: nil, revenue: .gbp(3)),
                ])
            #expect(total.total == .gbp(1111) && total.next == nil)
            #expect(total.tieOut == RevenueTieOut(reported: .gbp(1111), trialBalance: .gbp(1111), holds: true))
            #expect(total.asOf.map(\.source) == [.ledger, .clients])

            let months = try await bench.call(report(book, by: .month))
            #expect(months.items.map(\.client) == [ada.id, ada.id, bob.id, bob.id, nil])
            #expect(
                months.items.map(\.month) == [
                    "2025-12-01", "2026-02-01", "2026-01-01", "2026-02-01", "2026-01-01",
                ])
            #expect(months.items.map(\.revenue) == [.gbp(110), .gbp(1000), .gbp(7), .gbp(-9), .gbp(3)])
            #expect(months.total == .gbp(1111))
        }
    }

    @Test func partsOfMonthsAreReadByTheirDays() async throws {
        try await withBench { bench in
            let book = try await bench.ledger.openBook()
            for day in 0..<90 {
                try await bench.ledger.sell(
                    Int64(day + 1), to: nil, in: book, key: "\(day)",
                    on: CalendarDate(daysSince1970: 20_423 + Int32(day)))
            }
            try await bench.catchUp()
            for (first, last) in [(0, 89), (5, 80), (17, 17), (31, 61), (3, 40)] {
                let from = CalendarDate(daysSince1970: 20_423 + Int32(first))
                let to = CalendarDate(daysSince1970: 20_423 + Int32(last))
                let sum = (first...last).map { Int64($0 + 1) }.reduce(0, +)
                for period in RevenuePeriod.allCases {
                    let answer = try await bench.call(report(book, from, to, by: period))
                    #expect(answer.total == .gbp(sum) && answer.tieOut.holds)
                    #expect(answer.items.map(\.revenue.minorUnits).reduce(0, +) == sum)
                }
            }
        }
    }

    @Test(arguments: RevenuePeriod.allCases) func pagesHoldEveryRowOnce(period: RevenuePeriod) async throws {
        try await withBench { bench in
            let book = try await bench.ledger.openBook()
            var clients: [ClientID] = []
            for name in ["A", "B", "C", "D", "E", "F", "G"] {
                clients.append(try await bench.clients.create(name).id)
            }
            var postings = try await RandomPostings(in: book, of: bench, seed: 9, clients: clients)
            try await postings.post(300, to: bench.ledger)
            try await bench.catchUp()
            let all = try await bench.call(report(book, by: period, limit: 1000))
            #expect(all.next == nil && all.items.count > 7)
            for limit in [1, 2, 5] as [Int64] {
                var rows: [RevenueRow] = []
                var cursor: PageCursor?
                repeat {
                    let page = try await bench.call(report(book, by: period, limit: limit, cursor: cursor))
                    #expect(page.items.count <= Int(limit) && page.total == all.total)
                    rows += page.items
                    cursor = page.next
                } while cursor != nil
                #expect(rows == all.items)
            }
            let first = try await bench.call(report(book, by: period, limit: 1))
            let error = await #expect(throws: RemoteError.self) {
                try await bench.call(report(book, "2025-12-02", by: period, cursor: first.next))
            }
            #expect(error?.violations.first?.path == "$.cursor")
        }
    }

    @Test func namesFollowTheClientsLater() async throws {
        try await withBench { bench in
            let book = try await bench.ledger.openBook()
            let early = ClientID.new(at: Clocks.start)
            let ada = try await bench.clients.create("Ada")
            try await bench.ledger.sell(5, to: early, in: book, key: "1", on: "2026-01-05")
            try await bench.ledger.sell(6, to: ada.id, in: book, key: "2", on: "2026-01-05")
            _ = try await bench.readers.ledger.pass()
            let before = try await bench.call(report(book))
            #expect(before.items.map(\.name) == [nil, nil] && before.total == .gbp(11))
            try await bench.catchUp()
            #expect(try await bench.call(report(book)).items.compactMap(\.name?.text) == ["Ada"])
            _ = try await bench.clients.call(
                UpdateClient(
                    idempotencyKey: try .init(validating: "rename"), client: ada.id, ifVersion: ada.version,
                    name: try Text(validating: "Ada & Sons"), country: try CountryCode(validating: "FR")))
            try await bench.catchUp()
            let after = try await bench.call(report(book)).items.first { $0.client == ada.id }
            #expect(after?.name?.text == "Ada & Sons" && after?.country?.text == "FR")
        }
    }

    @Test func sumsBeyond64BitsAreRefusedAndStopNothing() async throws {
        try await withBench { bench in
            let book = try await bench.ledger.openBook()
            let pairs: [(AccountCode, AccountCode)] = [(.receivables, .sales), (.cash, "4200")]
            for (debit, credit) in pairs {
                try await bench.ledger.post(
                    [.debit(debit, .gbp(.max - 5)), .credit(credit, .gbp(.max - 5))], in: book, key: credit.text,
                    on: "2026-01-05")
            }
            try await bench.ledger.sell(5, to: nil, in: book, key: "later", on: "2026-02-05")
            try await bench.catchUp()
            await #expect(throws: TotalOutOfRange()) { try await bench.call(report(book)) }
            #expect(try await bench.call(report(book, "2026-02-01")).total == .gbp(5))
        }
    }

    @Test func anotherOrganisationSeesNothing() async throws {
        try await withBench { bench in
            let book = try await bench.ledger.openBook()
            try await bench.ledger.sell(5, to: nil, in: book, key: "1", on: "2026-01-05")
            let other = try await bench.ledger.inOtherOrganisation.openBook()
            try await bench.ledger.inOtherOrganisation.sell(7, to: nil, in: other, key: "1", on: "2026-01-05")
            try await bench.catchUp()
            await #expect(throws: BookNotReported()) {
                try await bench.reporting.inOtherOrganisation.call(report(book))
            }
            #expect(try await bench.call(report(book)).total == .gbp(5))
            #expect(try await bench.reporting.inOtherOrganisation.call(report(other)).total == .gbp(7))
        }
    }

    @Test func namesOfAnotherOrganisationsClientsAreNotShown() async throws {
        try await withBench { bench in
            let book = try await bench.ledger.openBook()
            let theirs = try await bench.clients.inOtherOrganisation.create("Secret")
            try await bench.ledger.sell(5, to: theirs.id, in: book, key: "1", on: "2026-01-05")
            try await bench.catchUp()
            #expect(try await bench.call(report(book)).items.map(\.name) == [nil])
        }
    }

    @Test func needsThePermissionAndDaysInOrder() async throws {
        try await withBench { bench in
            let call = report(BookID.new(at: Clocks.start))
            for caller in [bench.reporting.as(.bookkeeper), bench.reporting.as(service: .ledger)] {
                let error = await #expect(throws: RemoteError.self) { try await caller.call(call) }
                #expect(error?.code == StandardCode.permissionDenied.rawValue)
            }
            let error = await #expect(throws: RemoteError.self) {
                try await bench.call(report(BookID.new(at: Clocks.start), "2026-01-02", "2026-01-01"))
            }
            #expect(error?.violations.first?.path == "$.from")
        }
    }
}
