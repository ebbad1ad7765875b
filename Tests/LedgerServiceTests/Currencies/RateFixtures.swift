// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

extension CurrencyCode {
    static let usd = known("USD")
    static let jpy = known("JPY")
    static let kwd = known("KWD")
    static let chf = known("CHF")

    private static func known(_ text: String) -> CurrencyCode {
        guard let code = try? CurrencyCode(validating: text) else { preconditionFailure(text) }
        return code
    }
}

extension ExchangeRate: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) {
        guard let rate = try? ExchangeRate(validating: text) else { preconditionFailure(text) }
        self = rate
    }
}

extension NewRate {
    static func of(
        _ from: CurrencyCode, _ rate: ExchangeRate, to: CurrencyCode? = nil, on day: CalendarDate = "2026-01-01",
        type: RateType? = nil, until: CalendarDate? = nil, source: String? = nil
    ) throws -> NewRate {
        NewRate(
            from: from, to: to, on: day, type: type, rate: rate, validUntil: until,
            source: try source.map { try Text(validating: $0) })
    }
}

extension SetRates {
    static func of(_ rates: [NewRate], in book: BookID, key: String = "rates") throws -> SetRates {
        SetRates(book: book, idempotencyKey: try .init(validating: key), rates: try List(validating: rates))
    }
}

extension WithdrawRates {
    static func of(_ rates: [RateKey], in book: BookID, key: String = "withdraw") throws -> WithdrawRates {
        WithdrawRates(book: book, idempotencyKey: try .init(validating: key), rates: try List(validating: rates))
    }
}

extension Money {
    static func of(_ minorUnits: Int64, _ currency: CurrencyCode) -> Money {
        Money(minorUnits: minorUnits, currency: currency)
    }
}

extension TestLedger {
    /// What one unit comes to, as the answer writes it.
    func rate(
        _ from: CurrencyCode, to: CurrencyCode? = nil, in book: BookID, on day: CalendarDate,
        type: RateType? = nil
    ) async throws -> DerivedRate {
        try await call(GetRate(book: book, from: from, to: to, on: day, type: type)).rate
    }
}

extension PostEntry {
    /// Debits one account and credits another; with the functional amount when it is given.
    static func transfer(
        _ amount: Money, at functional: Money? = nil, from credit: AccountCode, to debit: AccountCode, in book: BookID,
        key: String, on day: CalendarDate
    ) throws -> PostEntry {
        try .of(
            [
                EntryLine(account: debit, side: .debit, amount: amount, functionalAmount: functional),
                EntryLine(account: credit, side: .credit, amount: amount, functionalAmount: functional),
            ], in: book, key: key, on: day)
    }
}
