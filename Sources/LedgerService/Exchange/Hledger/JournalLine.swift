// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// A line of a journal with its place in the file.
struct JournalLine: Sendable {
    /// From 1.
    let number: Int
    let text: String

    enum CommentMark {
        case semicolon
    }

    var isBlank: Bool { text.allSatisfy(\.isWhitespace) }
    var isIndented: Bool { text.first.map { $0 == " " || $0 == "\t" } ?? false }

    /// The comment, when the line has nothing else.
    var comment: Substring? {
        let rest = text.drop { $0.isWhitespace }
        return rest.first == ";" ? rest.dropFirst() : nil
    }

    /// The line before and behind the first mark of a comment.
    func parts(commentAt mark: CommentMark) -> (text: Substring, comment: Substring?) {
        guard let index = text.firstIndex(of: ";") else { return (text[...], nil) }
        return (text[..<index], text[text.index(after: index)...])
    }

    /// An account's name ends at two blanks or a tab.
    static func accountAndRest(_ text: Substring) -> (account: Substring, rest: Substring) {
        var index = text.startIndex
        var blanks = 0
        while index < text.endIndex {
            let character = text[index]
            if character == "\t" { return (trimmed(text[..<index]), text[index...]) }
            blanks = character == " " ? blanks + 1 : 0
            if blanks == 2 { return (trimmed(text[..<index]), text[index...]) }
            index = text.index(after: index)
        }
        return (trimmed(text), text[text.endIndex...])
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.last == " " { text.removeLast() }
        return text
    }
}

/// Dates as journals write them: `2026-01-15`, `2026/1/15`, `2026.01.15`, and without the year where one is said.
enum JournalDate {
    static func parse(_ text: some StringProtocol, standardYear: Int?) -> CalendarDate? {
        guard let separator = text.first(where: { "-/.".contains($0) }) else { return nil }
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in
            part.utf8.allSatisfy { HledgerNumber.isDigit($0) } && part.utf8.count <= 4 ? Int(part) : nil
        }
        guard numbers.count == parts.count else { return nil }
        switch (numbers.count, standardYear) {
        case (3, _): return CalendarDate(year: numbers[0], month: numbers[1], day: numbers[2])
        case (2, let year?): return CalendarDate(year: year, month: numbers[0], day: numbers[1])
        default: return nil
        }
    }
}

extension JournalLine {
    /// The text of lines without blanks at their ends.
    static func source(_ lines: [JournalLine]) -> String {
        lines.map { line -> Substring in
            var text = line.text[...]
            while text.last?.isWhitespace ?? false { text.removeLast() }
            return text
        }.joined(separator: "\n")
    }
}
