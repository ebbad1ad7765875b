// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import LedgerService
import Postgres
import TestKit
import Testing

@testable import LedgerService

@Suite struct ConversionTests {
    @Test(arguments: [
        // 123.45 EUR at 0.8537 are 105.389265 GBP.
        (Int64(12_345), "EUR", "GBP", "0.8537", Int64(10_539)),
        // 0.05 EUR at 0.1 are half a penny: away from zero, in both directions.
        (5, "EUR", "GBP", "0.1", 1), (-5, "EUR", "GBP", "0.1", -1),
        (4, "EUR", "GBP", "0.1", 0), (-4, "EUR", "GBP", "0.1", 0), (15, "EUR", "GBP", "0.1", 2),
        // 1,000 JPY at 0.0053 are 5.30 GBP; 12.34 GBP at 188.68 are 2,328.3112 JPY.
        (1_000, "JPY", "GBP", "0.0053", 530), (1_234, "GBP", "JPY", "188.68", 2_328),
        // 1.234 KWD at 2.5617 are 3.1611378 GBP; 3.16 GBP at 0.39 are 1.2324 KWD.
        (1_234, "KWD", "GBP", "2.5617", 316), (316, "GBP", "KWD", "0.39", 1_232),
        // 5 JPY at 0.002 are 0.010 KWD.
        (5, "JPY", "KWD", "0.002", 10),
        (0, "EUR", "GBP", "0.8537", 0), (.max, "EUR", "GBP", "1", .max),
        (.max, "EUR", "GBP", "0.1", 922_337_203_685_477_581),
    ])
    func amountIsRoundedOnceHalfAwayFromZero(
        _ units: Int64, _ from: String, _ to: String, _ rate: String, _ expected: Int64
    ) throws {
        let conversion = Conversion(try ExchangeRate(validating: rate))
        let amount = conversion.convert(units, from: try .init(validating: from), to: try .init(validating: to))
        #expect(amount?.minorUnits == expected)
    }

    @Test func whatDoesNotFitIsNil() {
        #expect(Conversion("2").convert(.max, from: .eur, to: .gbp) == nil)
        #expect(Conversion("2").convert(.min, from: .eur, to: .gbp) == nil)
        #expect(Conversion("1").convert(.max, from: .jpy, to: .kwd) == nil)
        let large = Conversion("9999999999999999")
        let largest = large.followed(by: Conversion("0.0000000000000001").inverse)
        #expect(largest.convert(.max, from: .jpy, to: .kwd) == nil)
        #expect(largest.inverse.convert(.max, from: .kwd, to: .jpy)?.minorUnits == 0)
    }

    @Test func inverseAndCrossRatesAreExactFractions() {
        #expect(Conversion("3").inverse.convert(300, from: .eur, to: .gbp)?.minorUnits == 100)
        // 78.74 and not 78.75: 100 USD / 1.0842 x 0.8537 are 78.740085 GBP.
        let cross = Conversion("1.0842").inverse.followed(by: Conversion("0.8537"))
        #expect(cross.convert(10_000, from: .usd, to: .gbp)?.minorUnits == 7_874)
        #expect(cross.decimal?.rate == "0.7874008485519277" && cross.decimal?.isExact == false)
        #expect(
            Conversion("1.25").inverse.decimal?.rate == "0.8" && Conversion("1.25").inverse.decimal?.isExact == true)
        let tiny = Conversion("0.0000000000000001")
        #expect(tiny.followed(by: tiny).decimal == nil && tiny.followed(by: tiny).inverse.decimal == nil)
        #expect(tiny.decimal?.rate == "0.0000000000000001" && tiny.inverse.decimal == nil)
    }

    @Test func excessIsWhatRoundingAdded() throws {
        let half = Conversion("0.1")
        let excess = try [15, 14, 16, 10, -14, -16].map { units in
            try #require(half.convert(units, from: .eur, to: .gbp)).excess
        }
        #expect(excess.map(\.sign) == [1, -1, 1, 0, 1, -1])
        #expect(excess.sorted() == [excess[1], excess[5], excess[3], excess[2], excess[4], excess[0]])
        #expect(excess[2] == excess[4] && excess[0] > excess[2])
        let third = try #require(Conversion("3").inverse.convert(100, from: .eur, to: .gbp)).excess
        #expect(third.sign == -1 && third > excess[1])
    }

    /// PostgreSQL's numeric is exact, and its `div` cuts: half a unit more, and it rounds.
    @Test func agreesWithPostgresOnRandomAmountsAndRates() async throws {
        let count = 4_000
        var generator = SeededGenerator(state: 2_026)
        let currencies = CurrencyCode.all
        var results: [Int64?] = []
        var amounts: [Int64] = []
        var numerators: [PostgresNumeric] = []
        var denominators: [PostgresNumeric] = []
        for _ in 0..<count {
            let (from, to) = (
                currencies.randomElement(using: &generator)!, currencies.randomElement(using: &generator)!
            )
            let conversion = Self.conversion(&generator)
            let amount =
                Int64.random(in: .min ... .max, using: &generator) >> Int64.random(in: 0...62, using: &generator)
            let scale = (0..<abs(to.digits - from.digits)).reduce(UInt128(1)) { power, _ in power * 10 }
            amounts.append(amount)
            numerators.append(
                try #require(PostgresNumeric(String(conversion.numerator * (to.digits > from.digits ? scale : 1)))))
            denominators.append(
                try #require(PostgresNumeric(String(conversion.denominator * (to.digits < from.digits ? scale : 1)))))
            results.append(conversion.convert(amount, from: from, to: to)?.minorUnits)
        }
        let given = (amounts, numerators, denominators)
        let expected = try await withDatabase(.empty) { database in
            try await database.withPool(size: 1) { admin in
                try await admin.rows(
                    """
                    select case when abs(rounded) <= 9223372036854775807 then rounded::bigint end
                    from unnest(\(given.0), \(given.1), \(given.2)) with ordinality as row (amount, above, below, place)
                    cross join lateral (
                        select sign(amount::numeric) * div(2 * abs(amount::numeric) * above + below, 2 * below)
                            as rounded
                    ) as result
                    order by place
                    """, as: Int64?.self)
            }
        }
        #expect(expected.count == count && expected == results)
        #expect(results.contains(nil) && results.filter { $0 != nil }.count > count / 3)
    }

    private static func conversion(_ generator: inout SeededGenerator) -> Conversion {
        func rate(_ generator: inout SeededGenerator) -> Conversion {
            let digits = Int.random(in: 1...16, using: &generator)
            let decimals = Int.random(in: 0...16, using: &generator)
            let limit = (0..<digits).reduce(Int64(1)) { power, _ in power * 10 }
            let coefficient = Int64.random(in: 1..<limit, using: &generator)
            let text = Decimal.text(ofMinorUnits: coefficient, digits: decimals)
            let conversion = Conversion(ExchangeRate(stringLiteral: text))
            return Bool.random(using: &generator) ? conversion : conversion.inverse
        }
        let first = rate(&generator)
        return Bool.random(using: &generator) ? first : first.followed(by: rate(&generator))
    }
}
