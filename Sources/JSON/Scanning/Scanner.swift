// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// One pass over a text that checks all of RFC 8259 and writes the tape. It keeps no stack: an open container's token
/// remembers the container around it.
struct Scanner {
    let base: UnsafePointer<UInt8>
    let end: Int
    var at = 0
    var tokens: [Token] = []
    /// The union of all tokens' flags.
    var seen: Token.Flags = []

    private let depthLimit: Int
    private var depth = 0
    /// Token number of the innermost open container, or `none`.
    private var open = Scanner.none

    private static let none = UInt32.max

    init(_ text: UnsafeBufferPointer<UInt8>, depth: Int) {
        // An empty array may have no address; its bytes are never read.
        base = text.baseAddress ?? UnsafePointer(bitPattern: 1)!
        end = text.count
        depthLimit = depth
        // A first guess that fits ordinary requests; larger documents grow it.
        tokens.reserveCapacity(min(text.count / 6, 1024) + 8)
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
        while at < end {
            let byte = base[at]
            if byte > 0x20 || (byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09) { return }
            at += 1
        }
    }

    @inline(__always)
    mutating func append(_ kind: JSONNode.Kind, from start: Int, flags: Token.Flags = []) {
        let next = UInt32(truncatingIfNeeded: tokens.count &+ 1)
        tokens.append(
            Token(
                start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: at), next: next, count: 0,
                kind: kind, flags: flags))
    }

    /// Reads one scalar, or opens containers down to the first scalar or empty container.
    private mutating func scanValue() throws(SyntaxFault) {
        while true {
            guard at < end else { throw fault(.unexpectedEnd) }
            switch base[at] {
            case UInt8(ascii: "\""):
                return try scanString()
            case UInt8(ascii: "{"):
                try openContainer(.object)
                if at < end, base[at] == UInt8(ascii: "}") { return closeContainer() }
                try scanName()
            case UInt8(ascii: "["):
                try openContainer(.array)
                if at < end, base[at] == UInt8(ascii: "]") { return closeContainer() }
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                return try scanNumber()
            case UInt8(ascii: "t"):
                return try scanWord("true", .bool)
            case UInt8(ascii: "f"):
                return try scanWord("false", .bool)
            case UInt8(ascii: "n"):
                return try scanWord("null", .null)
            default:
                throw fault(.expectedValue)
            }
        }
    }

    /// After a value: closes what ends here. True when a comma asks for another value.
    private mutating func continueContainers() throws(SyntaxFault) -> Bool {
        while open != Scanner.none {
            tokens[Int(open)].count &+= 1
            skipWhitespace()
            guard at < end else { throw fault(.unexpectedEnd) }
            let byte = base[at]
            let isObject = tokens[Int(open)].kind == .object
            if byte == UInt8(ascii: ",") {
                at += 1
                skipWhitespace()
                guard at < end else { throw fault(.unexpectedEnd) }
                if base[at] == UInt8(ascii: "}") || base[at] == UInt8(ascii: "]") { throw fault(.trailingComma) }
                if isObject { try scanName() }
                return true
            }
            guard byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                throw fault(isObject ? .expectedCommaOrBrace : .expectedCommaOrBracket)
            }
            closeContainer()
        }
        return false
    }

    private mutating func openContainer(_ kind: JSONNode.Kind) throws(SyntaxFault) {
        if depth == depthLimit { throw fault(.tooDeep) }
        depth += 1
        let index = UInt32(truncatingIfNeeded: tokens.count)
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
        tokens[index].next = UInt32(truncatingIfNeeded: tokens.count)
        if tokens[index].kind == .object, tokens[index].count > 1, hasDuplicates(index) {
            tokens[index].flags.insert(.duplicates)
            seen.insert(.duplicates)
        }
    }

    /// A member name and its colon, up to the first byte of the value.
    @inline(__always)
    private mutating func scanName() throws(SyntaxFault) {
        guard at < end else { throw fault(.unexpectedEnd) }
        guard base[at] == UInt8(ascii: "\"") else { throw fault(.expectedName) }
        try scanString()
        skipWhitespace()
        guard at < end else { throw fault(.unexpectedEnd) }
        guard base[at] == UInt8(ascii: ":") else { throw fault(.expectedColon) }
        at += 1
        skipWhitespace()
    }

    private mutating func scanWord(_ word: StaticString, _ kind: JSONNode.Kind) throws(SyntaxFault) {
        let start = at
        let length = word.utf8CodeUnitCount
        guard end - at >= length else {
            for position in at..<end where base[position] != word.utf8Start[position - at] { throw fault(.badLiteral) }
            throw SyntaxFault(offset: end, reason: .unexpectedEnd)
        }
        for position in 0..<length where base[at + position] != word.utf8Start[position] { throw fault(.badLiteral) }
        at += length
        append(kind, from: start)
    }
}
