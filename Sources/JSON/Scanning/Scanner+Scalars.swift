// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

extension Scanner {
    /// From the opening quote to after the closing one.
    mutating func scanString() throws(SyntaxFault) {
        let start = at
        var flags: Token.Flags = []
        at += 1
        while true {
            skipPlainText()
            let byte = base[at]
            if byte == UInt8(ascii: "\"") {
                at += 1
                seen.formUnion(flags)
                return append(.string, from: start, flags: flags)
            } else if byte == UInt8(ascii: "\\") {
                flags.insert(.escaped)
                if try scanEscape() { flags.insert(.nul) }
            } else if byte >= 0x80 {
                flags.insert(.nonASCII)
                try scanMultibyte()
            } else {
                throw faultOrEnd(.controlCharacter)
            }
        }
    }

    /// Stops at a quote, a backslash, a control character, a byte of 0x80 or more, or the end.
    @inline(__always)
    private mutating func skipPlainText() {
        while true {
            let word = UInt64(littleEndian: UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self))
            let special = StringText.special(in: word)
            if special != 0 {
                at &+= special.trailingZeroBitCount >> 3
                return
            }
            at &+= 8
        }
    }

    /// True for U+0000.
    private mutating func scanEscape() throws(SyntaxFault) -> Bool {
        switch base[at + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            at += 2
            return false
        case UInt8(ascii: "u"):
            let unit = try scanHex()
            if unit & 0xF800 != 0xD800 { return unit == 0 }
            let isHigh = unit < 0xDC00
            guard isHigh, base[at] == UInt8(ascii: "\\"), base[at + 1] == UInt8(ascii: "u") else {
                at -= 6
                throw fault(.unpairedSurrogate)
            }
            guard try scanHex() & 0xFC00 == 0xDC00 else {
                at -= 12
                throw fault(.unpairedSurrogate)
            }
            return false
        default:
            if at + 1 >= end { throw SyntaxFault(offset: end, reason: .unexpectedEnd) }
            throw fault(.badEscape)
        }
    }

    /// `at` stands on the backslash of `\uXXXX`.
    private mutating func scanHex() throws(SyntaxFault) -> UInt32 {
        guard at + 6 <= end else { throw SyntaxFault(offset: end, reason: .unexpectedEnd) }
        guard let unit = StringText.hexadecimal(base + at + 2) else { throw fault(.badHex) }
        at += 6
        return unit
    }

    /// One sequence of RFC 3629: nothing overlong, no surrogates, nothing above U+10FFFF.
    private mutating func scanMultibyte() throws(SyntaxFault) {
        let lead = base[at]
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: throw fault(.badUTF8)
        }
        guard at + length <= end, second.contains(base[at + 1]) else { throw fault(.badUTF8) }
        for position in 2..<max(length, 2) where base[at + position] & 0xC0 != 0x80 { throw fault(.badUTF8) }
        at += length
    }

    mutating func scanNumber() throws(SyntaxFault) {
        let start = at
        var flags: Token.Flags = .integer
        if base[at] == UInt8(ascii: "-") { at += 1 }
        if base[at] == UInt8(ascii: "0") {
            at += 1
            if isDigit(base[at]) { throw fault(.leadingZero) }
        } else {
            try scanDigits()
        }
        if base[at] == UInt8(ascii: ".") {
            flags = []
            at += 1
            try scanDigits()
        }
        if base[at] | 0x20 == UInt8(ascii: "e") {
            flags = []
            at += 1
            if base[at] == UInt8(ascii: "+") || base[at] == UInt8(ascii: "-") { at += 1 }
            try scanDigits()
        }
        append(.number, from: start, flags: flags)
    }

    /// At least one.
    @inline(__always)
    private mutating func scanDigits() throws(SyntaxFault) {
        let start = at
        while isDigit(base[at]) { at &+= 1 }
        if at == start { throw faultOrEnd(.badNumber) }
    }

    @inline(__always)
    private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
