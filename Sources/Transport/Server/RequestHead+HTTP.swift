// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import HTTPTypes
import JSONRPC

extension HTTPField.Name {
    static let requestTimeout = HTTPField.Name("Request-Timeout-Ms")!
}

extension RequestHead {
    init(_ fields: HTTPFields, from connection: ConnectionTable.Connection?, at receivedAt: ContinuousClock.Instant) {
        self.init(
            bearerToken: RequestHead.token(in: fields), peerService: connection?.peer,
            peerAddress: connection?.address ?? "", timeout: RequestHead.timeout(in: fields), receivedAt: receivedAt,
            traceparent: RequestHead.only(.traceparent, in: fields),
            tracestate: fields[.tracestate])
    }

    /// The token of a well-formed `Authorization: Bearer` field (RFC 6750, section 2.1).
    ///
    /// Anything else under that name, and the name twice, is a token that no authenticator accepts: the empty one. A
    /// caller who tried to show one must not pass for somebody who did not.
    static func token(in fields: HTTPFields) -> String? {
        let values = fields[values: .authorization]
        guard let value = values.first else { return nil }
        guard values.count == 1 else { return "" }
        let parts = value.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return "" }
        let token = parts[1].drop { $0 == " " }
        return isToken(token.utf8) ? String(token) : ""
    }

    /// `b64token` of RFC 6750: letters, digits and `-._~+/`, then any number of `=`.
    private static func isToken(_ text: Substring.UTF8View) -> Bool {
        var hasText = false
        var isPadding = false
        for byte in text {
            switch byte {
            case UInt8(ascii: "="):
                isPadding = true
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "+"), UInt8(ascii: "/"):
                guard !isPadding else { return false }
                hasText = true
            default:
                return false
            }
        }
        return hasText
    }

    /// One to nine digits. Anything else counts as not said.
    private static func timeout(in fields: HTTPFields) -> Duration? {
        guard let text = only(.requestTimeout, in: fields), (1...9).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let milliseconds = Int(text)
        else { return nil }
        return .milliseconds(milliseconds)
    }

    private static func only(_ name: HTTPField.Name, in fields: HTTPFields) -> String? {
        let values = fields[values: name]
        return values.count == 1 ? values[0] : nil
    }
}
