// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The scanned text: the bytes as they came and a flat row of tokens that point into them. Never changes once made.
final class Tape: Sendable {
    let bytes: [UInt8]
    let tokens: [Token]
    /// What at least one token carries, so that a clean document is known to be clean without looking.
    let flags: Token.Flags

    init(scanning bytes: [UInt8], limits: JSONLimits) throws(JSONSyntaxError) {
        var tokens: [Token] = []
        var flags: Token.Flags = []
        var failure: JSONSyntaxError?
        bytes.withUnsafeBufferPointer { text in
            var scanner = Scanner(text, depth: limits.depth)
            do throws(SyntaxFault) {
                try scanner.scan()
                flags = scanner.seen
            } catch {
                failure = JSONSyntaxError(error, in: text)
            }
            tokens = scanner.tokens
        }
        if let failure { throw failure }
        self.bytes = bytes
        self.tokens = tokens
        self.flags = flags
    }

    /// The bytes of the token, for a string without its quotes.
    @inline(__always)
    func withText<R>(of index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        let token = tokens[index]
        let quote = token.kind == .string ? 1 : 0
        return bytes.withUnsafeBufferPointer { text in
            body(UnsafeBufferPointer(rebasing: text[(Int(token.start) + quote)..<(Int(token.end) - quote)]))
        }
    }

    func string(at index: Int) -> String {
        let escaped = tokens[index].flags.contains(.escaped)
        return withText(of: index) { text in
            escaped ? StringText.unescaped(text) : String(decoding: text, as: UTF8.self)
        }
    }

    /// Whether the string token at `index` spells `name`, by code units and after unescaping.
    @inline(__always)
    func string(at index: Int, is name: String) -> Bool {
        let token = tokens[index]
        if token.flags.contains(.escaped) { return string(at: index).utf8.elementsEqual(name.utf8) }
        let utf8 = name.utf8
        guard utf8.count == Int(token.end - token.start) - 2 else { return false }
        return withText(of: index) { text in
            utf8.withContiguousStorageIfAvailable { StringText.equal($0, text) } ?? utf8.elementsEqual(text)
        }
    }
}
