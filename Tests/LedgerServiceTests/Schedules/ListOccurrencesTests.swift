// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListOccurrencesTests {
    @Test func occurrencesOfAllSchedulesComeByDay() async throws {
        try await withLedger(at: .atNoon(of: "2026-03-01")) { ledger in
            let book = try await ledger.openBook()
            let rent = try await ledger.call(CreateRecurringEntry.of(in: book)).recurringEntry.id
            let broken = try await ledger.call(
                CreateRecurringEntry.of(.monthly(from: "2026-02-10"), .rent(5, to: .utilities), in: book, key: "u"))
            let deferral = try await ledger.call(CreateDeferral.of(.prepaid(300, periods: 3), in: book)).deferral.id
            try await ledger.close(.utilities, in: book)
            _ = try await ledger.call(RunSchedules(book: book))
            var shown: [ScheduleOccurrence] = []
            var cursor: PageCursor?
            repeat {
                let page = try await ledger.call(
                    ListOccurrences(book: book, limit: PageLimit(unchecked: 2), cursor: cursor))
                shown += page.items
                cursor = page.next
            } while cursor != nil
            #expect(shown.map(\.dueOn) == shown.map(\.dueOn).sorted() && shown.count == 6)
            func list(_ filter: OccurrenceFilter) async throws -> [ScheduleOccurrence] {
                try await ledger.call(ListOccurrences(book: book, filter: filter)).items
            }
            #expect(try await list(.init(schedule: rent)).map(\.dueOn) == ["2026-01-31", "2026-02-28"])
            let refused = try await list(.init(state: .refused))
            #expect(refused.map(\.schedule) == [broken.recurringEntry.id])
            #expect(refused.first?.refusal?.reason.text == "ledger.account_closed")
            let planned = try await list(.init(schedule: deferral, state: .planned))
            #expect(planned.map(\.dueOn) == ["2026-03-31"] && planned.first?.amount == .gbp(100))
            #expect(try await list(.init(dueFrom: "2026-02-01", dueTo: "2026-02-28")).count == 3)
        }
    }

    @Test func cursorOfAnotherFilterAndAnotherOrganisationAreRefused() async throws {
        try await withLedger(at: .atNoon(of: "2026-03-01")) { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.call(CreateDeferral.of(in: book))
            let page = try await ledger.call(ListOccurrences(book: book, limit: PageLimit(unchecked: 1)))
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.call(
                    ListOccurrences(book: book, filter: .init(state: .posted), cursor: page.next))
            }
            #expect(error?.violations.map(\.path) == ["$.cursor"])
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(ListOccurrences(book: book))
            }
        }
    }
}
