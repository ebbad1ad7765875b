// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct CreateAccountTests {
    private func account(
        _ code: AccountCode, in book: BookID, kind: AccountKind = .asset, parent: AccountCode? = "1000",
        isHeading: Bool? = nil, currency: CurrencyCode? = nil, floor: Money? = nil, required: [Dimension]? = nil,
        opensOn: CalendarDate? = nil, closesOn: CalendarDate? = nil
    ) throws -> CreateAccount {
        CreateAccount(
            book: book, idempotencyKey: .fresh(), code: code, name: try Text(validating: "New"), kind: kind,
            parent: parent, isHeading: isHeading, currency: currency, floor: floor,
            requiredDimensions: try required.map { try List(validating: $0) }, opensOn: opensOn, closesOn: closesOn)
    }

    @Test func accountTakesLinesAtOnce() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let created = try await ledger.call(account("1011", in: book)).account
            #expect(created.parent == "1000" && created.version.rawValue == 1)
            _ = try await ledger.post(.of([.debit("1011", .gbp(5)), .credit(.sales, .gbp(5))], in: book, key: "e"))
        }
    }

    @Test func accountHasAllThatItWasMadeWith() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await ledger.declare(.project, in: book)
            let request = try account(
                "1011", in: book, currency: .eur, floor: .eur(-500), required: [.project, .client, .project],
                opensOn: "2026-01-01", closesOn: "2026-12-31")
            let created = try await ledger.call(request).account
            #expect(created.currency == .eur && created.floor == .eur(-500) && created.normalSide == .debit)
            #expect(created.requiredDimensions == [.client, .project])
            #expect(created.opensOn == "2026-01-01" && created.closesOn == "2026-12-31" && !created.isClosed)
            #expect(try await ledger.account("1011", in: book) == created)
            #expect(try await ledger.call(request).account == created)
            #expect(try await ledger.facts(of: book).last?.account == created)
        }
    }

    @Test func takenCodeUnknownParentAndUnfitParentAreRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            await #expect(throws: AccountCodeTaken()) { try await ledger.call(account(.cash, in: book)) }
            await #expect(throws: AccountNotFound(account: "9")) {
                try await ledger.call(account("1011", in: book, parent: "9"))
            }
            await #expect(throws: ParentUnfit()) { try await ledger.call(account("1011", in: book, kind: .income)) }
            await #expect(throws: ParentUnfit()) { try await ledger.call(account("1011", in: book, parent: .cash)) }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(account("1011", in: book))
            }
        }
    }

    @Test func limitsThatCannotHoldAreRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            await #expect(throws: FloorUnfit(account: "1011")) {
                try await ledger.call(account("1011", in: book, floor: .gbp(0)))
            }
            await #expect(throws: FloorUnfit(account: "1011")) {
                try await ledger.call(account("1011", in: book, currency: .eur, floor: .gbp(0)))
            }
            await #expect(throws: AccountDaysUnfit(account: "1011")) {
                try await ledger.call(account("1011", in: book, opensOn: "2026-01-02", closesOn: "2026-01-01"))
            }
            await #expect(throws: HeadingUnfit(account: "1011")) {
                try await ledger.call(account("1011", in: book, isHeading: true, currency: .eur))
            }
            await #expect(throws: DimensionNotUsed(dimension: .product)) {
                try await ledger.call(account("1011", in: book, required: [.client, .product]))
            }
        }
    }

    @Test func bookkeeperMayNotAddAccounts() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.as(.bookkeeper).call(account("1011", in: book))
            }
            #expect(error?.code == -32003)
        }
    }
}
