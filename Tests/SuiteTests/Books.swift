// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSON
import JSONRPC
import Testing

/// What the tests ask of the suite's one book, by `kontor call`.
struct Books {
    struct Revenue {
        var total: Int64 = 0
        var ties = true
        var byClient: [ClientID: Int64] = [:]
        var byMonth: [String: Int64] = [:]
    }

    let suite: SuiteProcesses

    init(_ suite: SuiteProcesses) {
        self.suite = suite
    }

    private func call<M: RPCMethod>(_ method: M) async throws -> M.Response {
        let params = String(decoding: try JSONEncoder().encode(method), as: UTF8.self)
        let result = try await suite.call(M.name, params)
        return try JSONDecoder(unknownMembers: .refuse).decode(M.Response.self, from: result)
    }

    func book() async throws -> BookID {
        let books = try await call(ListBooks()).items
        return try #require(books.first, "there is no book").id
    }

    func trialBalance() async throws -> GetTrialBalance.Response {
        try await call(GetTrialBalance(book: book()))
    }

    func reportedTrialBalance() async throws -> [TrialBalanceRow] {
        try await call(GetReportedTrialBalance(book: book())).rows
    }

    /// Once reporting has read the book's feed as far as `position`.
    func revenue(atPosition position: FeedPosition) async throws -> Revenue {
        let book = try await book()
        try await waitUntil {
            let sources = try await call(GetFreshness()).items
            return sources.contains { $0.book == book && $0.position >= position }
                && sources.allSatisfy { $0.position == $0.head }
        }
        var revenue = Revenue()
        var cursor: PageCursor?
        repeat {
            let page = try await call(
                GetRevenueByClient(
                    book: book, from: CalendarDate(validating: "2010-01-01"),
                    to: CalendarDate(validating: "2012-12-31"), by: .month, limit: PageLimit(unchecked: 500),
                    cursor: cursor))
            revenue.total = page.total.minorUnits
            revenue.ties = revenue.ties && page.tieOut.holds
            for row in page.items {
                revenue.byClient[try #require(row.client), default: 0] += row.revenue.minorUnits
                revenue.byMonth[try #require(row.month).text, default: 0] += row.revenue.minorUnits
            }
            cursor = page.next
        } while cursor != nil
        return revenue
    }

    /// Each client's number in the retailer's own system.
    func customers() async throws -> [ClientID: String] {
        var customers: [ClientID: String] = [:]
        var cursor: PageCursor?
        repeat {
            let page = try await call(ListClients(limit: PageLimit(unchecked: 1000), cursor: cursor))
            for client in page.items { customers[client.id] = client.externalIds.first?.id.text ?? "" }
            cursor = page.next
        } while cursor != nil
        return customers
    }
}
