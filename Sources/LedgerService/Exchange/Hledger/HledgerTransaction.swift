// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Reads one transaction of a journal: a head line and the indented lines below it.
struct HledgerTransactionReader {
    let rules: CommodityRules
    let standardYear: Int?

    /// - Throws: what is wrong, with its line.
    func read(_ lines: [JournalLine]) throws(JournalProblem) -> ImportedTransaction {
        guard let first = lines.first else { throw JournalProblem("there is no transaction") }
        var tags = JournalTags()
        var transaction = try head(first, &tags)
        var postingTags = JournalTags()
        for line in lines.dropFirst() {
            if let comment = line.comment {
                if transaction.postings.isEmpty {
                    tags.read(comment)
                } else {
                    postingTags.read(comment)
                }
                continue
            }
            try finish(&transaction, &postingTags)
            transaction.postings.append(try posting(line, &postingTags))
        }
        try finish(&transaction, &postingTags)
        do throws(JournalProblem) {
            try take(&tags, into: &transaction)
        } catch {
            throw error.at(first.number)
        }
        return transaction
    }

    private func head(_ line: JournalLine, _ tags: inout JournalTags) throws(JournalProblem) -> ImportedTransaction {
        let (text, comment) = line.parts(commentAt: .semicolon)
        if let comment { tags.read(comment) }
        var rest = Substring(text)
        let word = rest.prefix { $0 != " " && $0 != "\t" }
        rest = rest.dropFirst(word.count)
        let dates = word.split(separator: "=", maxSplits: 1)
        guard let first = dates.first, let day = JournalDate.parse(first, standardYear: standardYear) else {
            throw JournalProblem("\(word) is no date", line: line.number)
        }
        var transaction = ImportedTransaction(line: line.number, postedOn: day)
        if dates.count > 1 { transaction.metadata.append(try item("secondary-date", dates[1], line)) }
        rest = rest.drop { $0.isWhitespace }
        for (mark, status) in [("*", "cleared"), ("!", "pending")] where rest.hasPrefix(mark) {
            transaction.metadata.append(try item("status", status, line))
            rest = rest.dropFirst().drop { $0.isWhitespace }
            break
        }
        if rest.first == "(", let end = rest.firstIndex(of: ")") {
            let code = JournalEscapes.unescape(rest[rest.index(after: rest.startIndex)..<end])
            if !code.isEmpty { transaction.documentReference = try text1(code, "the code", line) }
            rest = rest[rest.index(after: end)...].drop { $0.isWhitespace }
        }
        while rest.last?.isWhitespace ?? false { rest.removeLast() }
        if !rest.isEmpty { transaction.description = try text1(JournalEscapes.unescape(rest), "the description", line) }
        return transaction
    }

    private func posting(_ line: JournalLine, _ tags: inout JournalTags) throws(JournalProblem) -> ImportedPosting {
        do throws(JournalProblem) {
            var rest = Substring(line.text).drop { $0.isWhitespace }
            if rest.hasPrefix("* ") || rest.hasPrefix("! ") { rest = rest.dropFirst(2).drop { $0.isWhitespace } }
            let (account, behind) = JournalLine.accountAndRest(rest)
            let (amounts, comment) = JournalLine(number: line.number, text: String(behind)).parts(commentAt: .semicolon)
            if let comment { tags.read(comment) }
            var posting = ImportedPosting(line: line.number, account: try HledgerTransactionReader.name(account))
            var scanner = AmountScanner(amounts, rules: rules)
            scanner.skipBlanks()
            if scanner.isAtEnd { return posting }
            if !scanner.take("=") {
                try self.amount(&scanner, into: &posting)
                scanner.skipBlanks()
                guard !scanner.isAtEnd else { return posting }
                guard scanner.take("=") else { throw JournalProblem("\"\(scanner.remainder)\" cannot be read") }
            } else {
                throw JournalProblem("a posting that sets a balance instead of an amount is not read")
            }
            try assertion(&scanner, into: &posting)
            return posting
        } catch {
            throw error.at(line.number)
        }
    }

    private func amount(
        _ scanner: inout AmountScanner, into posting: inout ImportedPosting
    ) throws(JournalProblem) {
        let amount = try scanner.amount()
        posting.amount = try amount.money()
        scanner.skipBlanks()
        if scanner.take("{") { throw JournalProblem("lot prices in braces are not read") }
        guard scanner.take("@") else { return }
        let isTotal = scanner.take("@")
        let price = try scanner.amount()
        guard price.currency != amount.currency else {
            throw JournalProblem("an amount in \(amount.currency) has a price in \(amount.currency)")
        }
        var cost = isTotal ? price.quantity : amount.quantity * price.quantity
        // A total price is written without the amount's sign.
        if isTotal, amount.quantity.isNegative { cost = -cost }
        if let exact = cost.minorUnits(digits: price.currency.digits) {
            posting.cost = Money(minorUnits: exact, currency: price.currency)
        } else if let rounded = cost.roundedMinorUnits(digits: price.currency.digits) {
            posting.cost = Money(minorUnits: rounded, currency: price.currency)
            posting.isCostRounded = true
        } else {
            throw JournalProblem("a price is too large")
        }
        scanner.skipBlanks()
        if scanner.take("{") { throw JournalProblem("lot prices in braces are not read") }
    }

    private func assertion(
        _ scanner: inout AmountScanner, into posting: inout ImportedPosting
    ) throws(JournalProblem) {
        let isOnly = scanner.take("=")
        if scanner.take("*") { throw JournalProblem("balance assertions with subaccounts (=*) are not checked") }
        let balance = try scanner.amount().money()
        scanner.skipBlanks()
        guard scanner.isAtEnd else { throw JournalProblem("\"\(scanner.remainder)\" cannot be read") }
        posting.assertion = BalanceAssertion(balance: balance, isOnly: isOnly)
    }

    /// Virtual postings that balance are postings; those that do not have no place in double entry.
    private static func name(_ account: Substring) throws(JournalProblem) -> String {
        if account.hasPrefix("("), account.hasSuffix(")") {
            throw JournalProblem("a virtual posting that need not balance has no place in double entry")
        }
        if account.hasPrefix("["), account.hasSuffix("]") { return String(account.dropFirst().dropLast()) }
        return String(account)
    }

    /// Gives the last posting what its comments say.
    private func finish(
        _ transaction: inout ImportedTransaction, _ tags: inout JournalTags
    ) throws(JournalProblem) {
        defer { tags = JournalTags() }
        guard let index = transaction.postings.indices.last else { return }
        var posting = transaction.postings[index]
        do {
            posting.client = try tags.take("client", as: ClientID.self)
            posting.costCentre = try tags.take("cost-centre", as: DimensionCode.self)
            posting.project = try tags.take("project", as: DimensionCode.self)
            posting.product = try tags.take("product", as: DimensionCode.self)
            let words = tags.takeAll("memo") + tags.text + tags.tags.map { "\($0.name):\($0.value)" }
            if !words.isEmpty { posting.memo = try Text(validating: words.joined(separator: ", ")) }
        } catch let error as JournalProblem {
            throw error.at(posting.line)
        } catch {
            throw JournalProblem("a posting's comment \(error)", line: posting.line)
        }
        transaction.postings[index] = posting
    }

    /// What the tags of the ledger's own export say; other tags and comments are kept as metadata.
    private func take(
        _ tags: inout JournalTags, into transaction: inout ImportedTransaction
    ) throws(JournalProblem) {
        transaction.number = tags.take("number")
        let kind = try tags.take("kind", as: EntryKind.self) ?? .normal
        transaction.kind = kind.restored
        transaction.module = try tags.take("module", as: EntryModule.self) ?? .general
        if let source = try tags.take("source", as: Text<1, 50>.self) {
            guard let reference = try tags.take("reference", as: Text<1, 100>.self) else {
                throw JournalProblem("the tag source stands without the tag reference")
            }
            transaction.external = ExternalReference(source: source, reference: reference)
        }
        var items = tags.takeAll("metadata").map { text -> (String, String) in
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
        }
        if kind != transaction.kind { items.append(("kind", kind.rawValue)) }
        items += tags.tags.map { ($0.name, $0.value) }
        if !tags.text.isEmpty { items.append(("comment", tags.text.joined(separator: ", "))) }
        do {
            for (name, value) in items {
                transaction.metadata.append(
                    MetadataItem(name: try Text(validating: name), value: try Text(validating: value)))
            }
        } catch {
            throw JournalProblem("a tag or comment \(error)")
        }
        guard transaction.metadata.count <= 50 else { throw JournalProblem("it has more than 50 tags") }
    }

    private func item(
        _ name: String, _ value: some StringProtocol, _ line: JournalLine
    ) throws(JournalProblem) -> MetadataItem {
        MetadataItem(name: try text1(name, "a name", line), value: try text1(String(value), name, line))
    }

    private func text1<let minimum: Int, let maximum: Int>(
        _ text: String, _ what: String, _ line: JournalLine
    ) throws(JournalProblem) -> Text<minimum, maximum> {
        do {
            return try Text(validating: text)
        } catch {
            throw JournalProblem("\(what) \(error)", line: line.number)
        }
    }
}
