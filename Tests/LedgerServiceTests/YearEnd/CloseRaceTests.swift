// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import LedgerService
import TestKit
import Testing

/// The close of a year while writers post to it over two replicas.
@Suite struct CloseRaceTests {
    private static let writers = 8
    private static let attempts = 20

    /// What the writer's acknowledged sales come to, in pence; what the close refused is not in it.
    private static func sell(_ writer: Int, _ round: Int, by ledger: TestLedger, in book: BookID) async throws -> Int64
    {
        var sum: Int64 = 0
        for index in 0..<attempts {
            let pence = Int64(writer * attempts + index + 1)
            let day = CalendarDate(daysSince1970: 20_454 + Int32((writer * 50 + index * 7) % 365))
            do {
                try await ledger.sell(pence, in: book, on: day, key: "\(round)-\(writer)-\(index)")
                sum += pence
            } catch is PeriodLocked {
                continue
            }
        }
        return sum
    }

    @Test(.timeLimit(.minutes(2))) func closeTakesExactlyWhatWasPostedBeforeIt() async throws {
        try await withDatabase(.migrated(LedgerServer.self)) { database in
            try await withService(LedgerServer.self, over: database, as: .user(.accountant)) { one in
                try await withService(LedgerServer.self, over: database, as: one.caller) { two in
                    let book = try await one.openBookWithYears()
                    var sold: Int64 = 0
                    for round in 0..<5 {
                        let closer = round % 2 == 0 ? one : two
                        let key = try IdempotencyKey(validating: "close-\(round)")
                        let (sum, year) = try await withThrowingTaskGroup(of: Int64.self) { group in
                            for writer in 0..<Self.writers {
                                let ledger = writer % 2 == 0 ? one : two
                                group.addTask { try await Self.sell(writer, round, by: ledger, in: book) }
                            }
                            let year = try await closer.close(in: book, key: key)
                            return (try await group.reduce(0, +), year)
                        }
                        sold += sum
                        #expect(year.close?.profit == .gbp(sold))
                        #expect(try await one.profitAccountsWithBalance() == 0)
                        #expect(try await one.stored(.retainedEarnings) == [-sold, -sold])
                        try await closer.reopen(in: book, key: .init(validating: "reopen-\(round)"))
                        #expect(try await one.stored(.sales) == [-sold, -sold])
                    }
                }
            }
        }
    }
}
