// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import LedgerService
import TestKit

extension ServiceUnderTest where S == LedgerServer {
    func account(_ code: AccountCode, in book: BookID) async throws -> Account {
        try await call(GetAccount(book: book, code: code)).account
    }

    /// Changes the account from the version that it has, under a key that no other change has.
    @discardableResult
    func change(
        _ code: AccountCode, in book: BookID, newCode: AccountCode? = nil, name: String? = nil,
        kind: AccountKind? = nil, parent: AccountCode? = nil, isHeading: Bool? = nil, isClosed: Bool? = nil,
        currency: CurrencyCode? = nil, floor: Money? = nil, requiredDimensions: [Dimension]? = nil,
        opensOn: CalendarDate? = nil, closesOn: CalendarDate? = nil, clear: [AccountField]? = nil
    ) async throws -> Account {
        let version = try await account(code, in: book).version
        return try await call(
            UpdateAccount(
                book: book, idempotencyKey: .fresh(), code: code, ifVersion: version, newCode: newCode,
                name: name.map { try Text(validating: $0) }, kind: kind, parent: parent, isHeading: isHeading,
                isClosed: isClosed, currency: currency, floor: floor,
                requiredDimensions: requiredDimensions.map { try List(validating: $0) }, opensOn: opensOn,
                closesOn: closesOn, clear: clear.map { try List(validating: $0) })
        ).account
    }

    /// Moves pounds into cash, from sales; takes them out where the amount is negative.
    func earn(_ pence: Int64, in book: BookID, on day: CalendarDate = "2026-01-15") async throws {
        let amount = Money.gbp(abs(pence))
        let lines: [EntryLine] =
            pence < 0
            ? [.debit(.sales, amount), .credit(.cash, amount)] : [.debit(.cash, amount), .credit(.sales, amount)]
        _ = try await post(.of(lines, in: book, key: IdempotencyKey.fresh().text, on: day))
    }

    /// The facts of a book that are not entries, in order.
    func facts(of book: BookID) async throws -> [LedgerChange] {
        let reader = self.as(caller.with([.readLedgerFeed]))
        let page = try await reader.call(
            ReadLedgerFeed(book: book, after: .start, limit: PageLimit(unchecked: 1000)))
        return page.items.filter { $0.kind != .entry }
    }

    func declare(_ dimension: Dimension, isClosedList: Bool? = nil, in book: BookID) async throws {
        _ = try await call(
            DeclareDimension(
                book: book, idempotencyKey: .fresh(), dimension: dimension, isClosedList: isClosedList))
    }
}

extension IdempotencyKey {
    /// One that was not used before.
    static func fresh() -> IdempotencyKey {
        guard let key = try? IdempotencyKey(validating: AccountID.new(at: Clocks.start).text) else {
            preconditionFailure("an identity is no key")
        }
        return key
    }
}
