// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation

/// One file of the tree: its lines, and for Swift its tokens and declarations.
struct SourceFile: Sendable {
    enum Kind { case swift, sql, shell, markdown, other }

    /// From the root of the checkout, with forward slashes.
    let path: String
    let kind: Kind
    let bytes: [UInt8]
    /// Without line ends.
    let lines: [Substring]
    /// Code without comments and without the text of strings. Empty unless Swift.
    let tokens: [Token]
    let declarations: Declarations
    private let lineStarts: [Int]

    init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
        kind = Kind(path: path, bytes: bytes)
        guard kind != .other || path.hasPrefix("docs/reference/") else {
            (lines, tokens, declarations, lineStarts) = ([], [], Declarations(tokens: []), [0])
            return
        }
        // By bytes: breaking text into characters would take most of the time of these tests.
        lines = String(decoding: bytes, as: UTF8.self).utf8
            .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Substring($0) }
        lineStarts = lines.reduce(into: [0]) { starts, line in
            starts.append(starts[starts.count - 1] + line.utf8.count + 1)
        }
        tokens = kind == .swift ? Lexer.tokens(of: bytes) : []
        declarations = Declarations(tokens: tokens)
    }

    var name: String { String(path[path.index(after: path.lastIndex(of: "/") ?? path.startIndex)...]) }
    var folder: String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }
    /// The number of lines of text; a closing line end begins no further one.
    var lineCount: Int { lines.last == "" ? lines.count - 1 : lines.count }

    /// `Sources/JSON/Scanner.swift` belongs to target `JSON`.
    var target: String? {
        let parts = path.split(separator: "/", maxSplits: 2)
        guard parts.count == 3, parts[0] == "Sources" || parts[0] == "Tests" else { return nil }
        return String(parts[1])
    }

    /// Part of what users run: everything in `Sources` but what tests and benchmarks are made of.
    var isShipped: Bool { path.hasPrefix("Sources/") && target != "TestKit" && target != "kontor-bench" }
    var isTest: Bool { path.hasPrefix("Tests/") }
    var isGenerated: Bool { path.hasPrefix("docs/reference/") }

    /// From 1.
    func line(of token: Token) -> Int {
        var (low, high) = (0, lineStarts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= token.offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    /// Whether the text stands anywhere in the file.
    func contains(_ text: String) -> Bool {
        (bytes + [0]).withUnsafeBytes { all in
            all.withMemoryRebound(to: CChar.self) { strstr($0.baseAddress!, text) != nil }
        }
    }

    /// The lines directly above `line` end with a comment.
    func hasComment(above line: Int) -> Bool {
        guard line >= 2 else { return false }
        return lines[line - 2].trimmedStart.hasPrefix("//")
    }

    /// Indices of the tokens at which `sequence` begins.
    func occurrences(of sequence: String...) -> [Int] { occurrences(of: sequence) }

    func occurrences(of sequence: [String]) -> [Int] {
        guard let first = sequence.first, let places = declarations.places[first] else { return [] }
        return places.filter { start in
            start + sequence.count <= tokens.count
                && sequence.indices.allSatisfy { tokens[start + $0].text == sequence[$0] }
        }
    }

    /// The value that the first `static let <name> =` after a token begins with.
    func constant(_ name: String, after token: Int) -> Token? {
        occurrences(of: "static", "let", name, "=").first { $0 > token && $0 + 4 < tokens.count }.map { tokens[$0 + 4] }
    }

    func finding(at token: Int, _ what: String, _ instead: String) -> Finding {
        Finding(path: path, line: line(of: tokens[token]), what: what, instead: instead)
    }

    func finding(line: Int, _ what: String, _ instead: String) -> Finding {
        Finding(path: path, line: line, what: what, instead: instead)
    }
}

extension SourceFile.Kind {
    init(path: String, bytes: [UInt8]) {
        if path.hasSuffix(".swift") {
            self = .swift
        } else if path.hasSuffix(".sql") {
            self = .sql
        } else if path.hasSuffix(".md") {
            self = .markdown
        } else if path.hasSuffix(".sh") || bytes.starts(with: "#!".utf8) {
            self = .shell
        } else {
            self = .other
        }
    }
}

extension Substring {
    var trimmedStart: Substring { drop { $0 == " " || $0 == "\t" } }
}
