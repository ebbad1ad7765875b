// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Reads a journal in hledger's syntax into transactions, as far as they can be read, and what directives say.
///
/// What changes the meaning of later lines in a way that is not followed here is refused as a whole, so that nothing is
/// posted that the journal does not say.
struct HledgerReader {
    private(set) var transactions: [ReadTransaction] = []
    private(set) var accounts: [String: DeclaredAccount] = [:]
    private(set) var prices = JournalPrices()
    /// Lines of rules for forecasts and automatic postings, which are no transactions.
    private(set) var ignoredLines = 0
    private var rules: CommodityRules
    private var standardYear: Int?

    private enum Block {
        case none
        case transaction([JournalLine])
        case directive([JournalLine])
        case ignored
        case comment
    }

    init(symbols: [String: CurrencyCode]) {
        rules = CommodityRules()
        rules.symbols = symbols
    }

    /// - Parameter firstLine: the number of the text's first line in its file.
    mutating func read(_ text: String, firstLine: Int) throws(JournalProblem) {
        var block = Block.none
        var number = firstLine
        for text in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let line = JournalLine(number: number, text: String(text))
            number += 1
            block = try take(line, block)
        }
        try end(block)
    }

    private mutating func take(_ line: JournalLine, _ block: Block) throws(JournalProblem) -> Block {
        if case .comment = block { return line.text.hasPrefix("end comment") ? .none : .comment }
        if line.isBlank {
            try end(block)
            return .none
        }
        guard line.isIndented else {
            try end(block)
            return begin(line)
        }
        switch block {
        case .transaction(let lines): return .transaction(lines + [line])
        case .directive(let lines): return .directive(lines + [line])
        case .ignored:
            ignoredLines += 1
            return .ignored
        case .none where line.comment != nil: return .none
        case .none, .comment: throw JournalProblem("an indented line belongs to nothing", line: line.number)
        }
    }

    private mutating func begin(_ line: JournalLine) -> Block {
        guard let first = line.text.first else { return .none }
        if first.isNumber { return .transaction([line]) }
        switch first {
        case ";", "#", "*", "%", "|": return .none
        case "~", "=":
            ignoredLines += 1
            return .ignored
        default: return line.text == "comment" || line.text.hasPrefix("comment ") ? .comment : .directive([line])
        }
    }

    private mutating func end(_ block: Block) throws(JournalProblem) {
        switch block {
        case .transaction(let lines):
            let reader = HledgerTransactionReader(rules: rules, standardYear: standardYear)
            let result = Result { () throws(JournalProblem) in try reader.read(lines) }
            transactions.append(
                ReadTransaction(line: lines[0].number, source: JournalLine.source(lines), result: result))
        case .directive(let lines):
            do throws(JournalProblem) {
                try follow(lines)
            } catch {
                throw error.at(lines[0].number)
            }
        case .none, .ignored, .comment: break
        }
    }

    private mutating func follow(_ lines: [JournalLine]) throws(JournalProblem) {
        let (text, comment) = lines[0].parts(commentAt: .semicolon)
        let word = text.prefix { !$0.isWhitespace }
        var rest = text.dropFirst(word.count).drop { $0.isWhitespace }
        while rest.last?.isWhitespace ?? false { rest.removeLast() }
        switch word {
        case "account":
            // A name may have a mark of comments in it; two blanks end it.
            let (name, behind) = JournalLine.accountAndRest(
                lines[0].text.dropFirst(word.count).drop { $0.isWhitespace })
            var tags = JournalTags()
            for part in [behind.drop { $0 != ";" }.dropFirst()] + lines.dropFirst().compactMap(\.comment) {
                tags.read(part)
            }
            accounts[String(name)] = try DeclaredAccount(name: String(name), &tags)
        case "commodity":
            let format = lines.dropFirst().map { $0.text.drop { $0.isWhitespace } }.first { $0.hasPrefix("format ") }
            try learn(format.map { $0.dropFirst("format ".count) } ?? rest)
        case "D":
            rules.standard = try learn(rest)
        case "decimal-mark":
            guard rest == "." || rest == ",", let mark = rest.utf8.first else {
                throw JournalProblem("a decimal mark is a point or a comma")
            }
            rules.decimalMark = mark
        case "P": try learnPrice(rest)
        case "Y", "year":
            guard let year = Int(rest) else { throw JournalProblem("\(rest) is no year") }
            standardYear = year
        case "payee", "tag": break
        default:
            _ = comment
            if word.first == "Y", let year = Int(word.dropFirst()) {
                standardYear = year
                return
            }
            throw JournalProblem("the directive \"\(word)\" is not followed; nothing was posted")
        }
    }

    /// Learns a commodity's decimal mark from a sample amount. Answers its symbol.
    @discardableResult
    private mutating func learn(_ sample: some StringProtocol) throws(JournalProblem) -> String? {
        let bytes = Array(sample.utf8)
        guard let first = bytes.firstIndex(where: { HledgerNumber.isDigit($0) }) else { return nil }
        let length = HledgerNumber.length(of: bytes[first...])
        let number = bytes[first..<(first + length)]
        let before = bytes[..<first].filter { $0 != 0x20 && $0 != 0x2D && $0 != 0x22 }
        let behind = bytes[(first + length)...].filter { $0 != 0x20 && $0 != 0x22 }
        let symbol = String(decoding: before + behind, as: UTF8.self)
        if let mark = number.last(where: { !HledgerNumber.isDigit($0) && $0 != 0x20 }) { rules.marks[symbol] = mark }
        return symbol.isEmpty ? nil : symbol
    }

    /// `P DATE [TIME] SYMBOL AMOUNT`.
    private mutating func learnPrice(_ text: Substring) throws(JournalProblem) {
        var words = text.split(maxSplits: 1) { $0.isWhitespace }
        guard words.count == 2, let day = JournalDate.parse(words[0], standardYear: standardYear) else {
            throw JournalProblem("a price needs a date, a commodity and an amount")
        }
        if let time = words[1].split(separator: " ").first, time.contains(":") {
            words[1] = words[1].dropFirst(time.count).drop { $0 == " " }
        }
        var scanner = AmountScanner(words[1], rules: rules)
        guard let symbol = try scanner.symbol() else { throw JournalProblem("a price needs a commodity") }
        let price = try scanner.amount()
        // A price of something that is no currency says nothing to the books.
        guard let currency = try? rules.currency(symbol) else { return }
        prices.add(price, of: currency, on: day)
    }
}

/// An account that a journal declares.
struct DeclaredAccount: Sendable, Equatable {
    let name: String
    let code: AccountCode?
    let kind: AccountKind?
    let isHeading: Bool
    let currency: CurrencyCode?
    /// What it is called beside its code; nil when the name says that.
    var title: Text<1, 200>?

    init(name: String, code: AccountCode?, kind: AccountKind, title: Text<1, 200>?) {
        self.name = name
        self.code = code
        self.kind = kind
        self.title = title
        isHeading = false
        currency = nil
    }

    init(name: String, _ tags: inout JournalTags) throws(JournalProblem) {
        self.name = name
        code = try tags.take("code", as: AccountCode.self)
        kind = try DeclaredAccount.kind(type: tags.take("type")) ?? DeclaredAccount.kind(of: name)
        isHeading = tags.take("heading") == "yes"
        currency = try tags.take("currency", as: CurrencyCode.self)
    }

    private static func kind(type: String?) throws(JournalProblem) -> AccountKind? {
        switch type?.lowercased() {
        case nil: nil
        case "a", "asset", "c", "cash": .asset
        case "l", "liability": .liability
        case "e", "equity", "v", "conversion": .equity
        case "r", "revenue": .income
        case "x", "expense": .expense
        case let type?: throw JournalProblem("\(type) is no type of account")
        }
    }

    /// By the first part of the name, as hledger takes it.
    static func kind(of name: String) -> AccountKind? {
        switch name.prefix(while: { $0 != ":" }).lowercased() {
        case "asset", "assets": .asset
        case "liability", "liabilities", "debt", "debts": .liability
        case "equity": .equity
        case "revenue", "revenues", "income", "incomes": .income
        case "expense", "expenses": .expense
        default: nil
        }
    }
}

/// Prices of currencies in others, by day.
struct JournalPrices: Sendable {
    private var prices: [CurrencyCode: [(day: CalendarDate, price: HledgerAmount)]] = [:]

    mutating func add(_ price: HledgerAmount, of currency: CurrencyCode, on day: CalendarDate) {
        prices[currency, default: []].append((day, price))
    }

    /// Those of a currency in the order in which they were told.
    var all: [(currency: CurrencyCode, day: CalendarDate, price: HledgerAmount)] {
        prices.flatMap { currency, prices in prices.map { (currency, $0.day, $0.price) } }
    }

    /// The last price of the day or before it.
    func price(of currency: CurrencyCode, in other: CurrencyCode, on day: CalendarDate) -> ExactNumber? {
        prices[currency]?.filter { $0.day <= day && $0.price.currency == other }
            .max { $0.day < $1.day }?.price.quantity
    }
}
