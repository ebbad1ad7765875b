// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import LedgerService

@Suite struct EntryInferenceTests {
    /// A line as account, currency, amount and functional amount.
    private struct Line: Equatable, CustomStringConvertible {
        var account: AccountCode
        var currency: CurrencyCode
        var units: Int64
        var functional: Int64?

        var description: String { "\(account) \(units) \(currency) (\(functional.map(String.init) ?? "-"))" }
    }

    /// What the ledger would post of the transaction, in a book in pounds with the accounts a to e and x for exchange.
    private func lines(_ postings: String, prices: String = "", conversion: AccountCode? = "x") throws -> [Line]? {
        var reader = HledgerReader(symbols: [:])
        try reader.read(prices + "\n2026-01-05\n" + postings, firstLine: 1)
        let transaction = try #require(reader.transactions.first).result.get()
        let inference = EntryInference(functionalCurrency: .gbp, conversionAccount: conversion, prices: reader.prices)
        let known = AccountNames.KnownAccount(kind: .asset, isHeading: false)
        var names = AccountNames(
            known: ["a": known, "b": known, "c": known, "d": known, "e": known, "x": known], mapped: [:],
            declared: [:], mayCreate: false)
        return try inference.lines(of: transaction, &names)?.map {
            Line(account: $0.account, currency: $0.currency, units: $0.minorUnits, functional: $0.functionalMinorUnits)
        }
    }

    private func problem(_ postings: String, prices: String = "", conversion: AccountCode? = "x") -> String? {
        do {
            _ = try lines(postings, prices: prices, conversion: conversion)
            return nil
        } catch {
            return (error as? JournalProblem)?.reason ?? "\(error)"
        }
    }

    @Test func amountThatIsLeftOutBalances() throws {
        #expect(
            try lines(" a  1 GBP\n b\n c  2 GBP\n") == [
                Line(account: "a", currency: .gbp, units: 100, functional: 100),
                Line(account: "b", currency: .gbp, units: -300, functional: -300),
                Line(account: "c", currency: .gbp, units: 200, functional: 200),
            ])
    }

    @Test func exchangePassesThroughItsAccount() throws {
        let expected = [
            Line(account: "a", currency: .eur, units: 1000, functional: 870),
            Line(account: "b", currency: .gbp, units: -870, functional: -870),
            Line(account: "x", currency: .eur, units: -1000, functional: -870),
            Line(account: "x", currency: .gbp, units: 870, functional: 870),
        ]
        #expect(try lines(" a  10 EUR @@ 8.70 GBP\n b\n") == expected)
        #expect(try lines(" a  10 EUR @ 0.87 GBP\n b  -8.70 GBP\n") == expected)
        #expect(try lines(" a  10 EUR\n b  -8.70 GBP\n") == expected)
        #expect(try lines(" a  10 EUR\n b  -8.70 GBP\n", prices: "P 2026-01-01 EUR 0.9 GBP") == expected)
    }

    @Test func currencyThatBalancesByItselfNeedsNoExchange() throws {
        #expect(
            try lines(" a  10 EUR @@ 8.70 GBP\n b  -10 EUR @@ 8.70 GBP\n", conversion: nil) == [
                Line(account: "a", currency: .eur, units: 1000, functional: 870),
                Line(account: "b", currency: .eur, units: -1000, functional: -870),
            ])
    }

    /// The ledger knows rates of its own, so that it may be the one to tell.
    @Test func amountWithoutAPriceIsLeftToTheLedger() throws {
        #expect(try lines(" a  10 EUR\n b\n")?.map(\.functional) == [nil, nil])
        #expect(
            try lines(" a  10 EUR\n b\n", prices: "P 2026-01-01 EUR 0.9 GBP")?.map(\.functional) == [900, -900])
    }

    @Test func roundedPricesLeaveNoRest() throws {
        let lines = try lines(
            " a  0.01 EUR\n b  0.01 EUR\n c  0.01 EUR\n d\n", prices: "P 2026-01-01 EUR 0.6 GBP")
        #expect(lines?.map(\.functional) == [1, 1, 1, -3])
        let split = try self.lines(" a  3 EUR @ 0.333 GBP\n b  -1 GBP\n")
        #expect(split?.reduce(0) { $0 + ($1.functional ?? 0) } == 0)
        for currency in [CurrencyCode.eur, .gbp] {
            #expect(split?.filter { $0.currency == currency }.reduce(0) { $0 + $1.units } == 0)
        }
    }

    @Test func gainOnAnExchangeStaysInTheFunctionalCurrency() throws {
        let lines = try #require(
            try lines(" a  10 EUR @@ 8.00 GBP\n a  -10 EUR @@ 10.00 GBP\n b  12 GBP\n c  -10 GBP\n"))
        #expect(lines.reduce(0) { $0 + ($1.functional ?? 0) } == 0)
        #expect(lines.contains(Line(account: "x", currency: .eur, units: 0, functional: 200)))
        #expect(lines.contains(Line(account: "x", currency: .gbp, units: -200, functional: -200)))
    }

    @Test func postingsWithoutMoneyAreNoLines() throws {
        #expect(try lines(" a  1 GBP\n b  0 GBP\n c  -1 GBP\n")?.count == 2)
        #expect(try lines(" a  0 GBP\n b  0 EUR\n") == nil)
    }

    @Test func whatDoesNotBalanceIsRefused() {
        #expect(problem(" a  1 GBP\n b  -2 GBP\n")?.contains("-1.00 GBP") ?? false)
        #expect(problem(" a  10 EUR @@ 8.70 GBP\n b  -8.60 GBP\n")?.contains("0.10 GBP") ?? false)
        #expect(problem(" a\n b\n")?.contains("more than one") ?? false)
        #expect(problem(" a  1 GBP\n nowhere\n")?.contains("nowhere") ?? false)
        #expect(problem(" a  10 EUR @@ 8.70 GBP\n b\n", conversion: nil)?.contains("exchanges") ?? false)
        #expect(problem(" a  10 EUR\n b  -10 EUR\n c  5 USD\n d  -4 GBP\n c  1 JPY\n")?.contains("no price") ?? false)
        #expect(problem(" a  1 GBP\n")?.contains("not balance") ?? false)
    }
}
