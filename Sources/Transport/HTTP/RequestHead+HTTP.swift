// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSONRPC

extension RequestHead {
    init(_ request: HTTPRequest, from peer: HTTPPeer) {
        self.init(
            bearerToken: RequestHead.token(in: request.fields), peerService: peer.service, peerAddress: peer.address,
            timeout: RequestHead.timeout(in: request.fields), receivedAt: request.receivedAt,
            traceparent: request.fields.traceparent.only, tracestate: request.fields.tracestate)
    }

    /// The token of a well-formed `Authorization: Bearer` field (RFC 6750, section 2.1).
    ///
    /// Anything else under that name, and the name twice, is a token that no authenticator accepts: the empty one. A
    /// caller who tried to show one must not pass for somebody who did not.
    static func token(in fields: RequestFields) -> String? {
        guard let value = fields.authorization.first else { return nil }
        guard !fields.authorization.isRepeated else { return "" }
        let bytes = value.utf8
        guard bytes.count > scheme.utf8CodeUnitCount, hasScheme(bytes) else { return "" }
        let token = bytes.dropFirst(scheme.utf8CodeUnitCount).drop { $0 == UInt8(ascii: " ") }
        return isToken(token) ? String(Substring(token)) : ""
    }

    private static let scheme: StaticString = "bearer "

    private static func hasScheme(_ text: String.UTF8View) -> Bool {
        var index = 0
        for byte in text.prefix(scheme.utf8CodeUnitCount) {
            let expected = scheme.utf8Start[index]
            let isLetter = byte &- 0x41 < 26
            guard (isLetter ? byte | 0x20 : byte) == expected else { return false }
            index += 1
        }
        return true
    }

    /// `b64token` of RFC 6750: letters, digits and `-._~+/`, then any number of `=`.
    private static func isToken(_ text: Substring.UTF8View) -> Bool {
        let padding = UInt8(ascii: "=")
        let isToken: Bool? = text.withContiguousStorageIfAvailable { bytes in
            let end = bytes.lastIndex { $0 != padding } ?? -1
            guard end >= 0 else { return false }
            for index in 0...end where !tokenBytes[Int(bytes[index])] { return false }
            return true
        }
        return isToken ?? false
    }

    private static let tokenBytes: [Bool] = (0...255).map { byte in
        switch UInt8(byte) {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"), UInt8(ascii: "+"), UInt8(ascii: "/"):
            true
        default:
            false
        }
    }

    /// One to nine digits. Anything else counts as not said.
    static func timeout(in fields: RequestFields) -> Duration? {
        guard let text = fields.requestTimeout.only, (1...9).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let milliseconds = Int(text)
        else { return nil }
        return .milliseconds(milliseconds)
    }
}
