// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// An amount as a journal writes it: `-12.34 EUR`, `$-5`, `EUR 1.000,00`.
struct HledgerAmount: Sendable, Equatable {
    var quantity: ExactNumber
    var currency: CurrencyCode

    /// Exactly; throws for more decimals than the currency has.
    func money() throws(JournalProblem) -> Money {
        guard let units = quantity.minorUnits(digits: currency.digits) else {
            throw JournalProblem("an amount has more decimals than \(currency) has, or is too large")
        }
        return Money(minorUnits: units, currency: currency)
    }
}

/// What directives have said of amounts.
struct CommodityRules: Sendable {
    /// Symbols with their currencies, besides the codes.
    var symbols: [String: CurrencyCode] = [:]
    /// Decimal marks by symbol.
    var marks: [String: UInt8] = [:]
    /// Of all numbers.
    var decimalMark: UInt8?
    /// Of amounts without a symbol.
    var standard: String?

    static let knownSymbols = ["$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"]

    func currency(_ symbol: String) throws(JournalProblem) -> CurrencyCode {
        if let currency = symbols[symbol] { return currency }
        let code = CommodityRules.knownSymbols[symbol] ?? symbol
        guard let currency = try? CurrencyCode(validating: code) else {
            throw JournalProblem("the commodity \(symbol) is no currency that is known; map it to one")
        }
        return currency
    }
}

/// Reads amounts off the front of a text.
struct AmountScanner {
    private var rest: ArraySlice<UInt8>
    private let rules: CommodityRules

    init(_ text: some StringProtocol, rules: CommodityRules) {
        rest = Array(text.utf8)[...]
        self.rules = rules
    }

    var isAtEnd: Bool { rest.isEmpty }
    var remainder: String { String(decoding: rest, as: UTF8.self) }

    mutating func skipBlanks() {
        rest = rest.drop { $0 == 0x20 || $0 == 0x09 }
    }

    /// Whether the text goes on with this, which is then taken.
    mutating func take(_ text: String) -> Bool {
        guard rest.starts(with: text.utf8) else { return false }
        rest = rest.dropFirst(text.utf8.count)
        return true
    }

    mutating func amount() throws(JournalProblem) -> HledgerAmount {
        skipBlanks()
        var isNegative = try sign()
        if let first = rest.first, HledgerNumber.isDigit(first) || first == 0x2E || first == 0x2C {
            let number = takeNumber()
            let spaced = rest
            skipBlanks()
            guard let symbol = try symbol() else {
                rest = spaced
                guard let standard = rules.standard else {
                    throw JournalProblem("the amount \(String(decoding: number, as: UTF8.self)) has no currency")
                }
                return try amount(number, standard, isNegative)
            }
            return try amount(number, symbol, isNegative)
        }
        guard let symbol = try symbol() else { throw JournalProblem("there is no amount in \"\(remainder)\"") }
        skipBlanks()
        isNegative = try sign() != isNegative
        skipBlanks()
        let number = takeNumber()
        guard !number.isEmpty else { throw JournalProblem("the amount in \(symbol) has no digits") }
        return try amount(number, symbol, isNegative)
    }

    private func amount(
        _ number: ArraySlice<UInt8>, _ symbol: String, _ isNegative: Bool
    ) throws(JournalProblem) -> HledgerAmount {
        let currency = try rules.currency(symbol)
        let quantity = try HledgerNumber.parse(
            number, decimalMark: rules.decimalMark ?? rules.marks[symbol], currencyDigits: currency.digits)
        return HledgerAmount(quantity: isNegative ? -quantity : quantity, currency: currency)
    }

    private mutating func sign() throws(JournalProblem) -> Bool {
        let isNegative = take("-")
        if !isNegative { _ = take("+") }
        skipBlanks()
        return isNegative
    }

    private mutating func takeNumber() -> ArraySlice<UInt8> {
        let length = HledgerNumber.length(of: rest)
        defer { rest = rest.dropFirst(length) }
        return rest.prefix(length)
    }

    /// In quotes, or anything that has no digits, blanks or signs of the syntax.
    mutating func symbol() throws(JournalProblem) -> String? {
        if rest.first == UInt8(ascii: "\"") {
            guard let end = rest.dropFirst().firstIndex(of: UInt8(ascii: "\"")) else {
                throw JournalProblem("a quote is not closed")
            }
            defer { rest = rest[(end + 1)...] }
            return String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self)
        }
        let ends = Set("0123456789 \t-+.,@*;{}()=\"<>|[]".utf8)
        let symbol = rest.prefix { !ends.contains($0) }
        guard !symbol.isEmpty else { return nil }
        rest = rest[symbol.endIndex...]
        return String(decoding: symbol, as: UTF8.self)
    }
}
