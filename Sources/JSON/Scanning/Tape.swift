// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The scanned text: a copy of its bytes and a flat row of tokens that point into it.
///
/// Raw memory, because everything that is read from a document goes through here, and an array is retained, released
/// and checked on each access. Indices come from the scanner alone.
// Unchecked, because pointers are not Sendable: nothing is written after init.
final class Tape: @unchecked Sendable {
    let tokens: UnsafePointer<Token>
    let tokenCount: Int
    /// What at least one token carries, so that a clean document is known to be clean without looking.
    let flags: Token.Flags
    private let text: UnsafePointer<UInt8>

    init(scanning bytes: [UInt8], limits: JSONLimits) throws(JSONSyntaxError) {
        var scanner = Scanner(bytes, depth: limits.depth)
        do throws(SyntaxFault) {
            try scanner.scan()
        } catch {
            scanner.deallocate()
            throw JSONSyntaxError(error, in: bytes)
        }
        tokens = UnsafePointer(scanner.tokens)
        tokenCount = scanner.tokenCount
        flags = scanner.seen
        text = UnsafePointer(scanner.base)
    }

    deinit {
        tokens.deallocate()
        text.deallocate()
    }

    /// All bytes of the token.
    @inline(__always)
    func raw(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let token = tokens[index]
        return UnsafeBufferPointer(start: text + Int(token.start), count: Int(token.end &- token.start))
    }

    /// The bytes of a string token without its quotes. Valid while the tape is.
    @inline(__always)
    func unquoted(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let token = tokens[index]
        return UnsafeBufferPointer(start: text + Int(token.start) + 1, count: Int(token.end &- token.start) &- 2)
    }

    @inline(__always)
    func string(at index: Int) -> String {
        let raw = unquoted(index)
        if tokens[index].flags.contains(.escaped) { return StringText.unescaped(raw) }
        return String(decoding: raw, as: UTF8.self)
    }

    /// Whether the string token at `index` spells `name`, by code units and after unescaping.
    @inline(__always)
    func string(at index: Int, is name: String) -> Bool {
        if tokens[index].flags.contains(.escaped) { return string(at: index).utf8.elementsEqual(name.utf8) }
        let utf8 = name.utf8
        let raw = unquoted(index)
        guard utf8.count == raw.count else { return false }
        return utf8.withContiguousStorageIfAvailable { StringText.equal($0, raw) } ?? utf8.elementsEqual(raw)
    }
}
