// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CSV

/// Cuts a journal in hledger's syntax into parts between transactions, and gives each the directives before it.
struct HledgerParts {
    private var reader: LineReader
    private var line = 0
    private var preamble = ""
    private var counter = TextCounter()
    private var part = JournalPart()
    private var transaction: (line: Int, lines: [String])?
    private var isDirective = false
    private var isComment = false
    private var isAtEnd = false

    init(_ source: any ByteSource) {
        reader = LineReader(source)
    }

    /// Nil at the end.
    mutating func next() throws -> JournalPart? {
        guard !isAtEnd else { return nil }
        while let text = try reader.next() {
            line += 1
            let isStart = !isComment && text.first?.isNumber ?? false
            var ended: JournalPart?
            if isStart, part.isFull, !part.isEmpty || transaction != nil {
                endTransaction()
                ended = part
                part = JournalPart(firstLine: line, preamble: preamble)
            }
            take(text, isStart: isStart)
            guard preamble.utf8.count <= JournalPart.preambleLimit else {
                throw Failure("The file has more than \(JournalPart.preambleLimit) bytes of directives.")
            }
            if let ended { return ended }
        }
        isAtEnd = true
        endTransaction()
        return part
    }

    private mutating func take(_ text: String, isStart: Bool) {
        part.text += text + "\n"
        if isComment {
            isComment = !text.hasPrefix("end comment")
            return
        }
        guard let first = text.first, !text.allSatisfy(\.isWhitespace) else {
            endTransaction()
            isDirective = false
            return
        }
        if first == " " || first == "\t" {
            transaction?.lines.append(text)
            if isDirective { preamble += text + "\n" }
            return
        }
        endTransaction()
        isDirective = false
        if isStart {
            transaction = (line, [text])
        } else if text == "comment" || text.hasPrefix("comment ") {
            isComment = true
        } else if first.isLetter {
            isDirective = true
            preamble += text + "\n"
        }
    }

    private mutating func endTransaction() {
        guard let ended = transaction else { return }
        transaction = nil
        let text = ended.lines.map { line -> Substring in
            var line = line[...]
            while line.last?.isWhitespace ?? false { line.removeLast() }
            return line
        }.joined(separator: "\n")
        part.transactions[ended.line] = text
        let before = counter.count(text)
        if before > 0 { part.repeats[ended.line] = before }
    }
}
