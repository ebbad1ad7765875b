// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@Suite struct CancelDeferralTests {
    private func cancel(_ id: ScheduleID, in book: BookID, key: String, version: Int64 = 1) throws -> CancelDeferral {
        CancelDeferral(
            book: book, idempotencyKey: try .init(validating: key), deferral: id,
            ifVersion: Version(unchecked: version))
    }

    @Test func whatIsPostedStaysAndTheRestIsDropped() async throws {
        try await withLedger(at: .atNoon(of: "2026-03-01")) { ledger in
            let book = try await ledger.openBook()
            let id = try await ledger.call(CreateDeferral.of(in: book)).deferral.id
            _ = try await ledger.call(RunSchedules(book: book))
            let cancelled = try await ledger.call(cancel(id, in: book, key: "1")).deferral
            #expect(cancelled.state == .cancelled && cancelled.remaining == .gbp(1000))
            #expect(try await ledger.call(RunSchedules(book: book, upTo: "2030-01-01")).posted.isEmpty)
            let parts = try await ledger.call(GetDeferral(book: book, deferral: id)).parts
            #expect(parts.map(\.state) == [.posted, .posted] + Array(repeating: .dropped, count: 10))
            #expect(try await ledger.balance(of: .prepaid, in: book) == -200)
            await #expect(throws: ScheduleOver()) {
                try await ledger.call(cancel(id, in: book, key: "2", version: 2))
            }
        }
    }

    @Test func unknownDeferralOldVersionAndOtherOrganisationAreRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let id = try await ledger.call(CreateDeferral.of(in: book)).deferral.id
            let entry = try await ledger.call(CreateRecurringEntry.of(in: book)).recurringEntry.id
            await #expect(throws: VersionConflict(currentVersion: Version(unchecked: 1))) {
                try await ledger.call(cancel(id, in: book, key: "1", version: 7))
            }
            await #expect(throws: ScheduleNotFound()) {
                try await ledger.call(cancel(entry, in: book, key: "2"))
            }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(cancel(id, in: book, key: "3"))
            }
        }
    }
}
