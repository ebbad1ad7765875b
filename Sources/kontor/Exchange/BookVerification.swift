// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC

/// Verifies a book page by page, to the end.
struct BookVerification {
    /// Differences of one kind that are shown.
    fileprivate static let shownLimit = 20
    /// Pages after which progress is shown.
    private static let progressEach = 20

    let book: BookID
    let ledger: Remote<LedgerAPI>
    let console: Console

    struct Report: Equatable {
        var differences: [BookDifference] = []
        var counts: [DifferenceKind: Int64] = [:]
        var links: Int64 = 0
        var entries: Int64 = 0
        var lines: Int64 = 0
        var facts: Int64 = 0
        var accounts: Int64 = 0
        var through: ChainLink?

        var total: Int64 { counts.values.reduce(0, +) }
    }

    func run(scope: VerifyScope, after link: ChainLink?) async throws -> Report {
        var report = Report()
        var cursor: PageCursor?
        var pages = 0
        repeat {
            let page = try await ledger.call(VerifyBook(book: book, scope: scope, after: link, cursor: cursor))
            report.add(page)
            cursor = page.next
            pages += 1
            if pages.isMultiple(of: Self.progressEach) {
                console.note(
                    "  \(Digits.grouped(Int(report.entries))) entries, \(Digits.grouped(Int(report.accounts))) accounts"
                )
            }
        } while cursor != nil
        return report
    }
}

extension BookVerification.Report {
    fileprivate mutating func add(_ page: VerifyBook.Response) {
        for difference in page.differences where shown(difference.kind) < BookVerification.shownLimit {
            differences.append(difference)
        }
        for count in page.counts { counts[count.kind, default: 0] += count.count.rawValue }
        links += page.checked.links.rawValue
        entries += page.checked.entries.rawValue
        lines += page.checked.lines.rawValue
        facts += page.checked.facts.rawValue
        accounts += page.checked.accounts.rawValue
        through = page.through
    }

    private func shown(_ kind: DifferenceKind) -> Int { differences.count { $0.kind == kind } }

    /// For the terminal.
    var text: [String] {
        func number(_ count: Int64) -> String { Digits.grouped(Int(count)) }
        var text = [
            "Checked \(number(entries)) entries with \(number(lines)) lines, \(number(facts)) other facts, "
                + "\(number(links)) links and \(number(accounts)) accounts."
        ]
        if let through { text.append("The chain is checked through \(through.position):\(through.hash)") }
        guard total > 0 else { return text + ["Everything is as the lines say."] }
        text += ["", "\(number(total)) differences:", ""]
        for kind in DifferenceKind.allCases {
            guard let count = counts[kind] else { continue }
            text.append("\(kind.rawValue): \(number(count))")
            let named = differences.filter { $0.kind == kind }
            text += named.map { "  " + BookVerification.words(for: $0) }
            if count > Int64(named.count) { text.append("  and \(number(count - Int64(named.count))) more") }
        }
        return text
    }
}

extension BookVerification {
    /// Where a difference is and what it is, in one line.
    static func words(for difference: BookDifference) -> String {
        var words: [String] = []
        if let entry = difference.entry {
            words.append(difference.lastEntry.map { "entries \(entry) to \($0)" } ?? "entry \(entry)")
        }
        if let line = difference.line { words.append("line \(line)") }
        if let account = difference.account { words.append("account \(account)") }
        if let currency = difference.currency { words.append(currency.text) }
        if let day = difference.day { words.append("on \(day)") }
        if let position = difference.position { words.append("feed position \(position)") }
        if let field = difference.field { words.append(field.text) }
        var text = words.joined(separator: ", ")
        switch (difference.expected?.text, difference.found?.text) {
        case (let expected?, let found?): text += ": \(found) instead of \(expected)"
        case (let expected?, nil): text += ": not \(expected)"
        case (nil, let found?): text += ": \(found)"
        case (nil, nil): break
        }
        return text
    }
}
