// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The inside of a JSON string: what may stand there as it is, and what its escapes mean.
enum StringText {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// Zero when none of the eight bytes is a quote, a backslash, below 0x20 or above 0x7F. Otherwise the lowest set
    /// bit stands in the first such byte (higher ones may be wrong: a borrow runs upwards).
    @inline(__always)
    static func special(in word: UInt64) -> UInt64 {
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        let below = (word &- ones &* 0x20) | (quote &- ones) | (backslash &- ones)
        return (below | word) & highs
    }

    /// As `special`, but bytes above 0x7F are left alone: what must be escaped when written.
    @inline(__always)
    static func escaped(in word: UInt64) -> UInt64 {
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        let below = (word &- ones &* 0x20) & ~word
        return (below | (quote &- ones) & ~quote | (backslash &- ones) & ~backslash) & highs
    }

    /// The value of four hexadecimal digits.
    @inline(__always)
    static func hexadecimal(_ digits: UnsafePointer<UInt8>) -> UInt32? {
        var value: UInt32 = 0
        for position in 0..<4 {
            let byte = digits[position]
            let lower = byte | 0x20
            if byte &- 0x30 < 10 {
                value = value << 4 | UInt32(byte &- 0x30)
            } else if lower &- 0x61 < 6 {
                value = value << 4 | UInt32(lower &- 0x61 &+ 10)
            } else {
                return nil
            }
        }
        return value
    }

    /// Both must have the same count.
    @inline(__always)
    static func equal(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        let count = left.count
        guard count > 0, let a = UnsafeRawPointer(left.baseAddress), let b = UnsafeRawPointer(right.baseAddress) else {
            return true
        }
        var at = 0
        while at &+ 8 <= count {
            if (a + at).loadUnaligned(as: UInt64.self) != (b + at).loadUnaligned(as: UInt64.self) { return false }
            at &+= 8
        }
        while at < count {
            if (a + at).load(as: UInt8.self) != (b + at).load(as: UInt8.self) { return false }
            at &+= 1
        }
        return true
    }

    /// `text` has passed the scanner: its escapes are complete and its surrogates paired.
    static func unescaped(_ text: UnsafeBufferPointer<UInt8>) -> String {
        // An escape is never shorter than what it stands for.
        String(unsafeUninitializedCapacity: text.count) { output in
            var length = 0
            var at = 0
            while at < text.count {
                let byte = text[at]
                if byte != UInt8(ascii: "\\") {
                    output[length] = byte
                    length += 1
                    at += 1
                } else if text[at + 1] == UInt8(ascii: "u") {
                    length += write(scalar(in: text, at: &at), to: output, at: length)
                } else {
                    output[length] = meaning(of: text[at + 1])
                    length += 1
                    at += 2
                }
            }
            return length
        }
    }

    private static func meaning(of letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: letter
        }
    }

    private static func scalar(in text: UnsafeBufferPointer<UInt8>, at: inout Int) -> Unicode.Scalar {
        func unit() -> UInt32 {
            let digits = UnsafeBufferPointer(rebasing: text[(at + 2)..<(at + 6)])
            at += 6
            return digits.baseAddress.flatMap(hexadecimal) ?? 0xFFFD
        }
        let first = unit()
        if first & 0xF800 != 0xD800 { return Unicode.Scalar(first) ?? "\u{FFFD}" }
        return Unicode.Scalar(0x10000 + ((first & 0x3FF) << 10 | unit() & 0x3FF)) ?? "\u{FFFD}"
    }

    private static func write(
        _ scalar: Unicode.Scalar, to output: UnsafeMutableBufferPointer<UInt8>, at position: Int
    ) -> Int {
        var length = 0
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
            output[position + length] = byte
            length += 1
        }
        return length
    }
}
