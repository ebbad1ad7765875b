// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import TestKit
import Testing

@Suite struct GetDeferralTests {
    @Test func partsShowWhatWasPostedOfThem() async throws {
        try await withLedger(at: .atNoon(of: "2026-03-01")) { ledger in
            let book = try await ledger.openBook()
            let id = try await ledger.call(CreateDeferral.of(in: book)).deferral.id
            let run = try await ledger.call(RunSchedules(book: book))
            let answer = try await ledger.call(GetDeferral(book: book, deferral: id))
            #expect(Array(answer.parts.prefix(2)) == run.posted)
            #expect(answer.parts.dropFirst(2).allSatisfy { $0.state == .planned } && answer.parts.count == 12)
            #expect(answer.deferral.posted == .gbp(200) && answer.deferral.remaining == .gbp(1000))
            #expect(answer.deferral.nextDueOn == "2026-03-31")
            #expect(try await ledger.balance(of: .prepaid, in: book) == -200)
            #expect(try await ledger.balance(of: .rent, in: book) == 200)
        }
    }

    @Test func renumberedAccountsAreShownByTheirCodesOfToday() async throws {
        try await withLedger(at: .atNoon(of: "2026-03-01")) { ledger in
            let book = try await ledger.openBook()
            let id = try await ledger.call(CreateDeferral.of(in: book)).deferral.id
            let entry = try await ledger.call(CreateRecurringEntry.of(in: book)).recurringEntry.id
            try await ledger.database.withPool(size: 1) { admin in
                _ = try await admin.execute("update ledger.account set code = '5399' where code = '5300'")
                _ = try await admin.execute("update ledger.head set settings_version = settings_version + 1")
            }
            #expect(try await ledger.call(RunSchedules(book: book)).refused.isEmpty)
            #expect(try await ledger.call(GetDeferral(book: book, deferral: id)).deferral.plan.to == "5399")
            let answer = try await ledger.call(GetRecurringEntry(book: book, recurringEntry: entry))
            #expect(answer.recurringEntry.template.lines[0].account == "5399")
        }
    }

    @Test func unknownAndOthersDeferralsAreNotFound() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let id = try await ledger.call(CreateDeferral.of(in: book)).deferral.id
            let entry = try await ledger.call(CreateRecurringEntry.of(in: book)).recurringEntry.id
            await #expect(throws: ScheduleNotFound()) {
                try await ledger.call(GetDeferral(book: book, deferral: entry))
            }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(GetDeferral(book: book, deferral: id))
            }
        }
    }
}
