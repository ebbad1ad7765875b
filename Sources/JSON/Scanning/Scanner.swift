// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// One pass over a text that checks all of RFC 8259 and writes the tape. It keeps no stack: an open container's token
/// remembers the container around it.
struct Scanner {
    /// A copy of the text with `padding` zeros behind it. A zero is no part of any token and no whitespace, so what
    /// looks at the next byte need not ask whether there is one.
    let base: UnsafeMutablePointer<UInt8>
    let end: Int
    var at = 0
    private(set) var tokens: UnsafeMutablePointer<Token>
    private(set) var tokenCount = 0
    /// The union of all tokens' flags.
    var seen: Token.Flags = []

    private var capacity: Int
    private let depthLimit: Int
    private var depth = 0
    /// Token number of the innermost open container, or `none`.
    private var open = Scanner.none

    private static let none = UInt32.max
    /// Enough to read a word at any offset of the text.
    private static let padding = 8

    /// The memory behind `base` and `tokens` is the caller's to free.
    init(_ text: [UInt8], depth: Int) {
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: text.count + Scanner.padding)
        text.withUnsafeBufferPointer { text in
            if let source = text.baseAddress { copy.initialize(from: source, count: text.count) }
        }
        base = copy
        end = text.count
        (base + end).initialize(repeating: 0, count: Scanner.padding)
        depthLimit = depth
        // A first guess that fits ordinary requests; larger documents grow it.
        capacity = min(end / 6, 1024) + 8
        tokens = .allocate(capacity: capacity)
    }

    func deallocate() {
        base.deallocate()
        tokens.deallocate()
    }

    mutating func scan() throws(SyntaxFault) {
        try checkEncoding()
        skipWhitespace()
        if at == end { throw fault(.empty) }
        repeat {
            try scanValue()
        } while try continueContainers()
        skipWhitespace()
        if at != end { throw fault(.garbage) }
    }

    func fault(_ reason: SyntaxFault.Reason) -> SyntaxFault {
        SyntaxFault(offset: at, reason: reason)
    }

    /// At the end of the text, that is what is wrong.
    func faultOrEnd(_ reason: SyntaxFault.Reason) -> SyntaxFault {
        fault(at >= end ? .unexpectedEnd : reason)
    }

    /// UTF-16 and UTF-32 give themselves away by a zero among the first two bytes or by their marks.
    private func checkEncoding() throws(SyntaxFault) {
        if end > JSONLimits.bytes { throw fault(.tooLarge) }
        if end >= 2 {
            if base[0] == 0 || base[1] == 0 { throw fault(.notUTF8) }
            if (base[0] == 0xFE && base[1] == 0xFF) || (base[0] == 0xFF && base[1] == 0xFE) { throw fault(.notUTF8) }
        }
        if end >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF { throw fault(.byteOrderMark) }
    }

    @inline(__always)
    mutating func skipWhitespace() {
        while true {
            let byte = base[at]
            if byte > 0x20 || (byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09) { return }
            at &+= 1
        }
    }

    @inline(__always)
    mutating func append(_ kind: JSONNode.Kind, from start: Int, flags: Token.Flags = []) {
        if tokenCount == capacity { grow() }
        (tokens + tokenCount).initialize(
            to: Token(
                start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: at),
                next: UInt32(truncatingIfNeeded: tokenCount &+ 1), count: 0, kind: kind, flags: flags))
        tokenCount &+= 1
    }

    @inline(never)
    private mutating func grow() {
        capacity *= 2
        let larger = UnsafeMutablePointer<Token>.allocate(capacity: capacity)
        larger.initialize(from: tokens, count: tokenCount)
        tokens.deallocate()
        tokens = larger
    }

    /// Reads one scalar, or opens containers down to the first scalar or empty container.
    private mutating func scanValue() throws(SyntaxFault) {
        while true {
            switch base[at] {
            case UInt8(ascii: "\""):
                return try scanString()
            case UInt8(ascii: "{"):
                try openContainer(.object)
                if base[at] == UInt8(ascii: "}") { return closeContainer() }
                try scanName()
            case UInt8(ascii: "["):
                try openContainer(.array)
                if base[at] == UInt8(ascii: "]") { return closeContainer() }
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                return try scanNumber()
            case UInt8(ascii: "t"):
                return try scanWord("true", .bool)
            case UInt8(ascii: "f"):
                return try scanWord("false", .bool)
            case UInt8(ascii: "n"):
                return try scanWord("null", .null)
            default:
                throw faultOrEnd(.expectedValue)
            }
        }
    }

    /// After a value: closes what ends here. True when a comma asks for another value.
    private mutating func continueContainers() throws(SyntaxFault) -> Bool {
        while open != Scanner.none {
            tokens[Int(open)].count &+= 1
            skipWhitespace()
            let byte = base[at]
            let isObject = tokens[Int(open)].kind == .object
            if byte == UInt8(ascii: ",") {
                at += 1
                skipWhitespace()
                if base[at] == UInt8(ascii: "}") || base[at] == UInt8(ascii: "]") { throw fault(.trailingComma) }
                if isObject { try scanName() }
                return true
            }
            guard byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                throw faultOrEnd(isObject ? .expectedCommaOrBrace : .expectedCommaOrBracket)
            }
            closeContainer()
        }
        return false
    }

    private mutating func openContainer(_ kind: JSONNode.Kind) throws(SyntaxFault) {
        if depth == depthLimit { throw fault(.tooDeep) }
        depth += 1
        let index = UInt32(truncatingIfNeeded: tokenCount)
        append(kind, from: at)
        tokens[Int(index)].next = open
        open = index
        at += 1
        skipWhitespace()
    }

    private mutating func closeContainer() {
        at += 1
        depth -= 1
        let index = Int(open)
        open = tokens[index].next
        tokens[index].end = UInt32(truncatingIfNeeded: at)
        tokens[index].next = UInt32(truncatingIfNeeded: tokenCount)
        if tokens[index].kind == .object, tokens[index].count > 1, hasDuplicates(index) {
            tokens[index].flags.insert(.duplicates)
            seen.insert(.duplicates)
        }
    }

    /// A member name and its colon, up to the first byte of the value.
    @inline(__always)
    private mutating func scanName() throws(SyntaxFault) {
        guard base[at] == UInt8(ascii: "\"") else { throw faultOrEnd(.expectedName) }
        try scanString()
        skipWhitespace()
        guard base[at] == UInt8(ascii: ":") else { throw faultOrEnd(.expectedColon) }
        at += 1
        skipWhitespace()
    }

    private mutating func scanWord(_ word: StaticString, _ kind: JSONNode.Kind) throws(SyntaxFault) {
        let start = at
        for position in 0..<word.utf8CodeUnitCount {
            if base[at] != word.utf8Start[position] { throw faultOrEnd(.badLiteral) }
            at &+= 1
        }
        append(kind, from: start)
    }
}
