// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ClientsService
import Contracts
import JSONRPC
import LedgerService
import Postgres
import ReportingService
import ServiceKit
import TestKit

/// Clients, ledger and reporting in one process and one database, each in its own schema.
struct Bench {
    let clients: ServiceUnderTest<ClientsServer>
    let ledger: ServiceUnderTest<LedgerServer>
    let reporting: ServiceUnderTest<ReportingServer>
    let clock: TestClock

    var readers: FeedReaders { reporting.context.readers }

    /// Reads until there is nothing more to read.
    func catchUp() async throws {
        let readers = readers
        var isIdle = false
        while !isIdle {
            let passes = (try await readers.clients.pass(), try await readers.ledger.pass())
            isIdle = passes.0.isIdle && passes.1.isIdle
        }
    }

    func call<M: RPCMethod>(_ method: M) async throws -> M.Response where M.API == ReportingAPI {
        try await reporting.call(method)
    }

    /// As the service's own role, which may do what the service does.
    var database: PostgresPool { reporting.environment.database }
}

extension DatabaseTemplate {
    static let reportingBench = DatabaseTemplate("reporting_bench") { database in
        try await database.migrate(ClientsServer.self)
        try await database.migrate(LedgerServer.self)
        try await database.migrate(ReportingServer.self)
    }
}

func withBench<Answer>(
    peers: @Sendable (any RPCChannel, ServiceName) -> any RPCChannel = { channel, _ in channel },
    _ body: (Bench) async throws -> Answer
) async throws -> Answer {
    try await withDatabase(.reportingBench) { database in
        try await withService(ClientsServer.self, over: database) { clients in
            try await withService(LedgerServer.self, over: database) { ledger in
                let clock = TestClock()
                var surroundings = TestSurroundings()
                surroundings.clock = clock.clock
                surroundings.poolSize = 8
                surroundings.peers = [
                    .clients: peers(clients.as(service: .reporting).channel, .clients),
                    .ledger: peers(ledger.as(service: .reporting).channel, .ledger),
                ]
                return try await withService(ReportingServer.self, over: database, in: surroundings) { reporting in
                    try await body(Bench(clients: clients, ledger: ledger, reporting: reporting, clock: clock))
                }
            }
        }
    }
}

extension ServiceUnderTest where S == LedgerServer {
    /// A book in pounds with the trading company's chart.
    func openBook(_ code: String = "main") async throws -> BookID {
        try await call(
            CreateBook(
                idempotencyKey: try .init(validating: "book-\(code)"), code: try .init(validating: code),
                name: try Text(validating: "Book \(code)"), functionalCurrency: .gbp,
                timeZone: try .init(validating: "Europe/London"), chart: .tradingCompany)
        ).book.id
    }

    @discardableResult
    func post(_ lines: [EntryLine], in book: BookID, key: String, on day: CalendarDate) async throws -> EntryID {
        try await call(
            PostEntry(
                book: book, idempotencyKey: try .init(validating: key), postedOn: day,
                documentReference: try Text(validating: "D-\(key)"), lines: try List(validating: lines))
        ).entry
    }

    @discardableResult
    func sell(
        _ pence: Int64, to client: ClientID?, in book: BookID, key: String, on day: CalendarDate
    ) async throws -> EntryID {
        try await post(
            [.debit(.receivables, .gbp(pence), client), .credit(.sales, .gbp(pence), client)], in: book, key: key,
            on: day)
    }
}

extension ServiceUnderTest where S == ClientsServer {
    func create(_ name: String, country: String? = nil) async throws -> Client {
        try await call(
            CreateClient(
                idempotencyKey: try .init(validating: "client-\(name)"), kind: .company,
                name: try Text(validating: name), country: try country.map { try CountryCode(validating: $0) })
        ).client
    }
}

extension CurrencyCode {
    static let gbp: CurrencyCode = {
        guard let code = try? CurrencyCode(validating: "GBP") else { preconditionFailure("GBP") }
        return code
    }()
}

extension Money {
    static func gbp(_ pence: Int64) -> Money { Money(minorUnits: pence, currency: .gbp) }
}

extension AccountCode: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) {
        guard let code = try? AccountCode(validating: text) else { preconditionFailure(text) }
        self = code
    }

    static let cash: AccountCode = "1010"
    static let receivables: AccountCode = "1100"
    static let sales: AccountCode = "4100"
}

extension CalendarDate: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) {
        guard let date = CalendarDate(text) else { preconditionFailure(text) }
        self = date
    }
}

extension EntryLine {
    static func debit(_ account: AccountCode, _ amount: Money, _ client: ClientID? = nil) -> EntryLine {
        EntryLine(account: account, side: .debit, amount: amount, client: client)
    }

    static func credit(_ account: AccountCode, _ amount: Money, _ client: ClientID? = nil) -> EntryLine {
        EntryLine(account: account, side: .credit, amount: amount, client: client)
    }
}

/// The same numbers in every run.
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
