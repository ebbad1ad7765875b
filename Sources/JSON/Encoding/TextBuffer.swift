// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A growing text in raw memory: appending to a checked array, a byte at a time, costs more than encoding does.
struct TextBuffer {
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    /// Fits most answers.
    private static let firstCapacity = 1024

    init() {
        capacity = TextBuffer.firstCapacity
        base = .allocate(capacity: capacity)
    }

    func deallocate() {
        base.deallocate()
    }

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

    @inline(__always)
    mutating func reserve(_ more: Int) {
        if capacity &- count < more { grow(more) }
    }

    @inline(never)
    private mutating func grow(_ more: Int) {
        capacity = max(capacity * 2, count + more)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        reserve(1)
        base[count] = byte
        count &+= 1
    }

    @inline(__always)
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        reserve(bytes.count)
        (base + count).update(from: source, count: bytes.count)
        count &+= bytes.count
    }

    /// In quotes and escaped.
    @inline(__always)
    mutating func append(string: String) {
        let utf8 = string.utf8
        if utf8.withContiguousStorageIfAvailable({ append(quoting: $0) }) == nil {
            ContiguousArray(utf8).withUnsafeBufferPointer { append(quoting: $0) }
        }
    }

    private mutating func append(quoting text: UnsafeBufferPointer<UInt8>) {
        reserve(text.count &+ 2)
        append(UInt8(ascii: "\""))
        var at = 0
        while at < text.count {
            let plain = TextBuffer.plainLength(text, from: at)
            append(UnsafeBufferPointer(rebasing: text[at..<(at + plain)]))
            at &+= plain
            if at < text.count {
                append(escaping: text[at])
                at &+= 1
            }
        }
        append(UInt8(ascii: "\""))
    }

    /// Bytes from `start` that need no escape.
    @inline(__always)
    private static func plainLength(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = UnsafeRawPointer(text.baseAddress) else { return 0 }
        var at = start
        while at &+ 8 <= text.count {
            let word = UInt64(littleEndian: (base + at).loadUnaligned(as: UInt64.self))
            let special = StringText.escaped(in: word)
            if special != 0 { return at &+ (special.trailingZeroBitCount >> 3) &- start }
            at &+= 8
        }
        while at < text.count, text[at] >= 0x20, text[at] != 0x22, text[at] != 0x5C { at &+= 1 }
        return at &- start
    }

    /// RFC 8259, section 7: the quote, the backslash and what is below U+0020, the shortest way.
    private mutating func append(escaping byte: UInt8) {
        append(UInt8(ascii: "\\"))
        switch byte {
        case 0x22, 0x5C: append(byte)
        case 0x08: append(UInt8(ascii: "b"))
        case 0x09: append(UInt8(ascii: "t"))
        case 0x0A: append(UInt8(ascii: "n"))
        case 0x0C: append(UInt8(ascii: "f"))
        case 0x0D: append(UInt8(ascii: "r"))
        default:
            for digit in [0x75, 0x30, 0x30, 0x30 + (byte >> 4)] { append(digit) }
            append(byte & 15 < 10 ? 0x30 + byte & 15 : 0x57 + byte & 15)
        }
    }

    mutating func append<I: FixedWidthInteger>(integer: I) {
        guard let value = Int64(exactly: integer) else {
            var digits = integer.description
            return digits.withUTF8 { append($0) }
        }
        var magnitude = value.magnitude
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var first = 20
            repeat {
                let (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: 10)
                first &-= 1
                digits[first] = UInt8(truncatingIfNeeded: remainder) &+ 0x30
                magnitude = quotient
            } while magnitude > 0
            if value < 0 { append(UInt8(ascii: "-")) }
            append(UnsafeBufferPointer(rebasing: digits[first..<20]))
        }
    }

    /// The contents of the string that begins with the quote at `offset`, as it was written.
    func string(at offset: Int) -> String {
        let end = nameEnd(offset)
        return StringText.unescaped(UnsafeBufferPointer(rebasing: bytes[(offset + 1)..<end]))
    }

    /// Offset of the closing quote of the string that begins at `offset`.
    private func nameEnd(_ offset: Int) -> Int {
        var at = offset + 1
        while base[at] != UInt8(ascii: "\"") { at += base[at] == UInt8(ascii: "\\") ? 2 : 1 }
        return at
    }

    /// Puts the members that begin at `starts` and reach to the end of the text in the order of their names' bytes.
    mutating func sortMembers(starts: ArraySlice<Int>) {
        guard starts.count > 1, let first = starts.first else { return }
        // A comma follows each member but the last.
        let ends = starts.dropFirst().map { $0 - 1 } + [count]
        let members = zip(starts, ends).map { (member: $0..<$1, name: ($0 + 1)..<nameEnd($0)) }
        let sorted = members.sorted { left, right in
            bytes[left.name].lexicographicallyPrecedes(bytes[right.name])
        }
        let copy = Array(bytes[first...])
        count = first
        copy.withUnsafeBufferPointer { copy in
            for (position, entry) in sorted.enumerated() {
                if position > 0 { append(UInt8(ascii: ",")) }
                let range = (entry.member.lowerBound - first)..<(entry.member.upperBound - first)
                append(UnsafeBufferPointer(rebasing: copy[range]))
            }
        }
    }
}
