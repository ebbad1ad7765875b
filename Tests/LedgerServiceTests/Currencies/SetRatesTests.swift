// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit
import TestKit
import Testing

@Suite struct SetRatesTests {
    @Test func rateHoldsFromItsDayUntilTheNextOne() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let set = try await ledger.call(
                SetRates.of([.of(.eur, "0.8537", on: "2026-01-05"), .of(.eur, "0.86", on: "2026-01-12")], in: book))
            #expect(set == .init(added: Count(2), unchanged: Count(0), corrected: []))
            for (day, rate) in [("2026-01-05", "0.8537"), ("2026-01-11", "0.8537"), ("2026-01-12", "0.86")] {
                let found = try await ledger.rate(.eur, in: book, on: CalendarDate(stringLiteral: day))
                #expect(found.rate?.text == rate && found.derivation == .direct)
            }
        }
    }

    @Test func rateSetAgainChangesNothingAndTheKeyAnswersTheFirstOutcome() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let rates = [try NewRate.of(.eur, "0.85", source: "ECB"), try .of(.usd, "0.79")]
            let first = try await ledger.call(SetRates.of(rates, in: book))
            #expect(try await ledger.call(SetRates.of(rates, in: book)) == first)
            let again = try await ledger.call(SetRates.of(rates, in: book, key: "again"))
            #expect(again == .init(added: Count(0), unchanged: Count(2), corrected: []))
            await #expect(throws: IdempotencyKeyReused()) {
                try await ledger.call(SetRates.of([.of(.eur, "0.86")], in: book))
            }
        }
    }

    @Test func correctionIsARevisionAndKeepsWhatWasThere() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.call(SetRates.of([.of(.eur, "0.85", source: "bank")], in: book, key: "1"))
            _ = try await ledger.post(.of(EntryLine.sale(5), in: book))
            let corrected = try await ledger.call(SetRates.of([.of(.eur, "0.58", source: "bank")], in: book, key: "2"))
            let now = try #require(corrected.corrected.first)
            #expect(now.revision.rawValue == 2 && now.afterEntry == Count(1) && now.endedAt == nil)
            #expect(try await ledger.rate(.eur, in: book, on: "2026-01-01").rate == "0.58")

            let history = try await ledger.call(ListRates(book: book, filter: RateFilter(withHistory: true))).items
            #expect(history.map(\.rate) == ["0.85", "0.58"])
            #expect(history[0].afterEntry == Count(0) && history[0].endedAfterEntry == Count(1))
            #expect(history[0].endedAt == now.recordedAt && history[0].endedBy == history[0].recordedBy)
            #expect(history[1] == now)
            #expect(try await ledger.call(ListRates(book: book)).items == [now])
        }
    }

    @Test func anotherSourceOrLastDayIsACorrectionToo() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.call(SetRates.of([.of(.eur, "0.85")], in: book, key: "1"))
            let sourced = try await ledger.call(SetRates.of([.of(.eur, "0.850", source: "ECB")], in: book, key: "2"))
            #expect(sourced.corrected.map(\.source?.text) == ["ECB"])
            let until = try NewRate.of(.eur, "0.85", until: "2026-01-31", source: "ECB")
            let limited = try await ledger.call(SetRates.of([until], in: book, key: "3"))
            #expect(limited.corrected.map(\.revision.rawValue) == [3])
        }
    }

    @Test func databaseRefusesToChangeOrRemoveARate() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.call(SetRates.of([.of(.eur, "0.85")], in: book))
            for statement: SQL in [
                "update ledger.rate set rate = 1", "delete from ledger.rate", "truncate ledger.rate",
                "update ledger.rate set recorded_by = 'nobody'",
            ] {
                let error = await #expect(throws: PostgresError.self) {
                    try await ledger.environment.database.execute(statement)
                }
                guard case .server(let refusal) = error else {
                    Issue.record("\(String(describing: error))")
                    continue
                }
                #expect(refusal.sqlState == .insufficientPrivilege)
            }
        }
    }

    @Test func mistakesAreNamedByTheirPlace() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let rates = [
                try NewRate.of(.eur, "0.85"), try .of(.gbp, "1"), try .of(.eur, "0.86"),
                try .of(.usd, "0.8", on: "2026-01-10", until: "2026-01-09"), try .of(.eur, "1", to: .eur),
            ]
            let error = await #expect(throws: RemoteError.self) { try await ledger.call(SetRates.of(rates, in: book)) }
            #expect(error?.violations.map(\.path) == ["$.rates[1].to", "$.rates[2]", "$.rates[4].to"])
            let last = await #expect(throws: RemoteError.self) {
                try await ledger.call(SetRates.of([rates[3]], in: book))
            }
            #expect(last?.violations.map(\.path) == ["$.rates[0].validUntil"])
        }
    }

    @Test func onlyTheBooksOrganisationAndManagersOfRatesSetThem() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let rates = try SetRates.of([.of(.eur, "0.85")], in: book)
            await #expect(throws: BookNotFound()) { try await ledger.inOtherOrganisation.call(rates) }
            let error = await #expect(throws: RemoteError.self) { try await ledger.as(.bookkeeper).call(rates) }
            #expect(error?.code == -32003)
            await #expect(throws: BookNotFound()) {
                try await ledger.call(SetRates.of([.of(.eur, "1")], in: unknownBook))
            }
        }
    }

    @Test func ratesOfOneBookAreNotAnothers() async throws {
        try await withLedger { ledger in
            let (book, other) = (try await ledger.openBook(), try await ledger.openBook("other"))
            _ = try await ledger.call(SetRates.of([.of(.eur, "0.85")], in: book))
            await #expect(throws: RateNotFound(from: .eur, to: .gbp, on: "2026-01-02", type: .spot)) {
                try await ledger.rate(.eur, in: other, on: "2026-01-02")
            }
        }
    }

    @Test func thousandRatesGoInOneCall() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let rates = try (0..<1000).map { index in
                try NewRate.of(
                    index % 2 == 0 ? .eur : .usd, "1.2345", on: CalendarDate(daysSince1970: 20_000 + Int32(index / 2)))
            }
            #expect(try await ledger.call(SetRates.of(rates, in: book)).added == Count(1000))
            #expect(throws: ContractViolation.self) { try List<1, 1000, NewRate>(validating: rates + rates) }
        }
    }
}
