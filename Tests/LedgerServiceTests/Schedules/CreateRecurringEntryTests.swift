// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct CreateRecurringEntryTests {
    @Test func newRecurringEntryShowsItsDaysAndPostsNothing() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let create = try CreateRecurringEntry.of(.monthly(from: "2026-01-15", day: 31, count: 3), in: book)
            let answer = try await ledger.call(create)
            #expect(answer.upcoming == ["2026-01-31", "2026-02-28", "2026-03-31"])
            let entry = answer.recurringEntry
            #expect(entry.state == .active && entry.nextDueOn == "2026-01-31" && entry.posted == Count(0))
            #expect(entry.template == create.template && entry.recurrence == create.recurrence)
            #expect(try await ledger.call(create) == answer)
            #expect(try await ledger.entryCount(of: book) == 0)
        }
    }

    @Test func templateMustBeFitToBePosted() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            func refuse<E: DomainError>(_ error: E, _ key: String, _ template: EntryTemplate) async throws {
                await #expect(throws: error) {
                    try await ledger.call(
                        CreateRecurringEntry.of(.monthly(from: "2026-01-31"), template, in: book, key: key))
                }
            }
            try await refuse(AccountNotFound(account: "9"), "1", .rent(to: "9"))
            try await refuse(AccountIsHeading(account: .expenses), "2", .rent(to: .expenses))
            try await refuse(
                EntryUnbalanced(differences: [.gbp(1)]), "3", .of([.debit(.rent, .gbp(2)), .credit(.bank, .gbp(1))]))
            let big = Money.gbp(Int64.max)
            try await refuse(
                AmountOverflow(), "4", .of([.debit(.rent, big), .debit(.rent, big), .credit(.bank, .gbp(1))]))
            let wrong = EntryLine(account: .rent, side: .debit, amount: .gbp(1), functionalAmount: .eur(1))
            try await refuse(
                FunctionalAmountMissing(functionalCurrency: .gbp), "5", .of([wrong, .credit(.bank, .gbp(1))]))
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(CreateRecurringEntry.of(in: book, key: "6"))
            }
        }
    }

    @Test func recurrenceMustHaveDaysAndAmountsBePositive() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let never = Recurrence.monthly(from: "2026-02-01", to: "2026-01-01")
            let week = Recurrence(
                every: .init(unchecked: 1), unit: .week, startsOn: "2026-02-01", dayOfMonth: .init(unchecked: 3))
            for recurrence in [never, week] {
                let error = await #expect(throws: RemoteError.self) {
                    try await ledger.call(CreateRecurringEntry.of(recurrence, in: book))
                }
                #expect(error?.violations.map(\.path) == ["$.recurrence"])
            }
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.call(
                    CreateRecurringEntry.of(.monthly(from: "2026-01-31"), .rent(0), in: book, key: "zero"))
            }
            #expect(error?.violations.first?.path == "$.template.lines[0].amount")
        }
    }

    @Test func bookkeeperMayNotCreateRecurringEntries() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.as(.bookkeeper).call(CreateRecurringEntry.of(in: book))
            }
            #expect(error?.code == -32003)
        }
    }
}
