// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Checks the journal link by link against what was read of it: a pure function of rows.
struct JournalProof: Sendable {
    /// Entries, and other facts, that one link may cover. A commit has a thousand or so; a link that says more than
    /// this is broken and not followed, so that what is read at once has a bound.
    static let rowLimit: Int64 = 100_000

    let accounts: [Int32: AccountCode]
    /// The book's last symbol.
    let symbols: Int32
    /// The last link whose rows were checked.
    private(set) var place: StoredLink
    var tally = DifferenceTally()
    private(set) var links = 0
    private(set) var entries = 0
    private(set) var lines = 0
    private(set) var facts = 0

    init(accounts: [Int32: AccountCode], symbols: Int32, after place: StoredLink) {
        self.accounts = accounts
        self.symbols = symbols
        self.place = place
    }

    /// Whether the rows that a link covers can be told: it does not begin before the place and not end beyond reason.
    func isFollowable(_ link: StoredLink, after place: StoredLink) -> Bool {
        let entries = link.entryNumber.subtractingReportingOverflow(place.entryNumber)
        let facts = link.factCount.subtractingReportingOverflow(place.factCount)
        return !entries.overflow && !facts.overflow && entries.partialValue >= 0 && facts.partialValue >= 0
            && entries.partialValue <= JournalProof.rowLimit && facts.partialValue <= JournalProof.rowLimit
            && link.feedPosition > place.feedPosition
    }

    /// A link that leads nowhere: it is named, and the next is taken to follow the one before.
    mutating func pass(_ link: StoredLink) {
        links += 1
        tally.add(
            BookDifference(
                .chainLink, entry: place.entryNumber &+ 1, lastEntry: link.entryNumber, position: link.feedPosition,
                expected: "position after \(place.feedPosition), entry \(place.entryNumber) or later",
                found: "position \(link.feedPosition), entry \(link.entryNumber)"))
        place.hash = link.hash
    }

    /// Checks the link with the rows that it covers, and moves on to it.
    mutating func follow(_ link: StoredLink, _ rows: LinkRows) {
        links += 1
        entries += rows.entries.count
        lines += rows.lines.count
        facts += rows.facts.count
        checkTime(link)
        checkEntries(link, rows)
        checkLines(rows)
        checkFacts(link, rows)
        let hash = Chain.hash(
            previous: place.hash, recordedAt: link.recordedAt, entries: rows.entries.lazy.map(\.entry),
            lines: rows.lines, facts: rows.facts)
        if hash != link.hash {
            tally.add(
                BookDifference(
                    .chainHash, entry: link.entryNumber > place.entryNumber ? place.entryNumber + 1 : nil,
                    lastEntry: link.entryNumber > place.entryNumber ? link.entryNumber : nil,
                    position: link.feedPosition, expected: ChainHash(bytes: hash)?.text,
                    found: ChainHash(bytes: link.hash)?.text))
        }
        place = link
    }

    /// The chain's times never go back.
    private mutating func checkTime(_ link: StoredLink) {
        if link.recordedAt < place.recordedAt {
            tally.add(
                BookDifference(
                    .chainLink, position: link.feedPosition, field: "recorded_at",
                    expected: "not before \(place.recordedAt)", found: "\(link.recordedAt)"))
        }
    }

    private mutating func checkEntries(_ link: StoredLink, _ rows: LinkRows) {
        var expected = place.entryNumber + 1
        for row in rows.entries {
            reportMissing(from: expected, to: row.entry.number - 1)
            expected = row.entry.number + 1
            if row.recordedAt != link.recordedAt {
                tally.add(
                    BookDifference(
                        .entryTime, entry: row.entry.number, position: link.feedPosition,
                        expected: link.recordedAt.text, found: row.recordedAt.text))
            }
            if !(1...max(symbols, 1)).contains(row.entry.actor) {
                tally.add(
                    BookDifference(
                        .reference, entry: row.entry.number, field: "actor", found: String(row.entry.actor)))
            }
            if let number = row.entry.reverses { checkReversal(row.entry, of: number, rows) }
        }
        reportMissing(from: expected, to: link.entryNumber)
    }

    /// One difference for a gap, however wide.
    private mutating func reportMissing(from first: Int64, to last: Int64) {
        guard first <= last else { return }
        tally.add(BookDifference(.entryMissing, entry: first, lastEntry: last > first ? last : nil))
    }

    private mutating func checkReversal(_ entry: ChainEntry, of number: Int64, _ rows: LinkRows) {
        let own = rows.lines(of: entry.number).map { ReversedLine($0) }.sorted()
        let opposite = rows.range.reversed[number, default: []].map { ReversedLine($0).opposite }.sorted()
        guard number >= entry.number || own != opposite else { return }
        tally.add(
            BookDifference(.reversal, entry: entry.number, field: "reverses", found: String(number)))
    }

    /// Walks lines and entries side by side.
    private mutating func checkLines(_ rows: LinkRows) {
        var index = rows.lines.startIndex
        for row in rows.entries {
            let number = row.entry.number
            while index < rows.lines.endIndex, rows.lines[index].number < number {
                reportOrphan(rows.lines[index])
                index += 1
            }
            let start = index
            while index < rows.lines.endIndex, rows.lines[index].number == number { index += 1 }
            check(rows.lines[start..<index], of: number)
        }
        while index < rows.lines.endIndex {
            reportOrphan(rows.lines[index])
            index += 1
        }
    }

    private mutating func reportOrphan(_ line: ChainLine) {
        tally.add(
            BookDifference(
                .lineWithoutEntry, entry: line.number, line: Int(line.lineNumber), account: accounts[line.account],
                currency: line.currency))
    }

    private mutating func check(_ lines: ArraySlice<ChainLine>, of number: Int64) {
        if lines.count < 2 || zip(lines, 1...).contains(where: { Int($0.lineNumber) != $1 }) {
            let found = lines.map { String($0.lineNumber) }.joined(separator: ", ")
            tally.add(BookDifference(.entryLines, entry: number, expected: "1, 2 and so on", found: found))
        }
        var sums: [String: Int128] = [:]
        var functional: Int128 = 0
        for line in lines {
            sums[line.currency, default: 0] += Int128(line.minorUnits)
            functional += Int128(line.functionalMinorUnits)
            checkReferences(of: line)
        }
        for (currency, sum) in sums.sorted(by: { $0.key < $1.key }) where sum != 0 {
            tally.add(
                BookDifference(
                    .entryUnbalanced, entry: number, currency: currency, field: "amount", expected: "0",
                    found: String(sum)))
        }
        if functional != 0 {
            tally.add(
                BookDifference(
                    .entryUnbalanced, entry: number, field: "functional amount", expected: "0",
                    found: String(functional)))
        }
    }

    private mutating func checkReferences(of line: ChainLine) {
        if accounts[line.account] == nil {
            tally.add(
                BookDifference(
                    .reference, entry: line.number, line: Int(line.lineNumber), field: "account",
                    found: String(line.account)))
        }
        for (field, symbol) in [
            ("client", line.client), ("cost centre", line.costCentre), ("project", line.project),
            ("product", line.product),
        ] {
            guard let symbol, !(1...max(symbols, 1)).contains(symbol) else { continue }
            tally.add(
                BookDifference(
                    .reference, entry: line.number, line: Int(line.lineNumber), field: field, found: String(symbol)))
        }
    }

    /// A fact's position is that of the entries before it and of the facts so far, and none is left out.
    private mutating func checkFacts(_ link: StoredLink, _ rows: LinkRows) {
        var count = place.factCount
        for fact in rows.facts {
            count += 1
            let isWithin = fact.entryNumber >= place.entryNumber && fact.entryNumber <= link.entryNumber
            if !isWithin || fact.position != fact.entryNumber &+ count {
                tally.add(
                    BookDifference(
                        .feedPosition, entry: fact.entryNumber, position: fact.position,
                        expected: String(fact.entryNumber &+ count), found: String(fact.position)))
            }
        }
        if count != link.factCount {
            tally.add(
                BookDifference(
                    .chainLink, position: link.feedPosition, field: "facts",
                    expected: String(link.factCount - place.factCount), found: String(rows.facts.count)))
        }
    }
}

/// The rows that one link covers.
struct LinkRows: Sendable {
    let range: JournalRange
    let entries: ArraySlice<ProofEntry>
    let lines: ArraySlice<ChainLine>
    let facts: ArraySlice<ChainFact>

    func lines(of number: Int64) -> ArraySlice<ChainLine> {
        let start = lines.partitioningIndex { $0.number >= number }
        return lines[start..<lines[start...].partitioningIndex { $0.number > number }]
    }
}

extension JournalRange {
    /// What a link covers, when the rows before its place are taken off.
    func rows(after place: StoredLink, through link: StoredLink) -> LinkRows {
        LinkRows(
            range: self,
            entries: between(entries, place.entryNumber, link.entryNumber) { $0.entry.number },
            lines: between(lines, place.entryNumber, link.entryNumber) { $0.number },
            facts: between(facts, place.feedPosition, link.feedPosition) { $0.position })
    }

    private func between<Value>(
        _ rows: [Value], _ after: Int64, _ through: Int64, _ key: (Value) -> Int64
    ) -> ArraySlice<Value> {
        let start = rows[...].partitioningIndex { key($0) > after }
        return rows[start..<rows[start...].partitioningIndex { key($0) > through }]
    }
}

extension ArraySlice {
    /// The first index whose element is of the second part, of elements of which a first part is not.
    func partitioningIndex(_ isSecond: (Element) -> Bool) -> Index {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if isSecond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
