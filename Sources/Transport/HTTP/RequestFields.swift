// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import NIOHTTP1

/// The header fields of a request that mean something here, found in one pass.
struct RequestFields: Sendable {
    /// A field that may stand once.
    struct Single: Sendable {
        fileprivate(set) var first: String?
        fileprivate(set) var isRepeated = false

        /// Nil when it stands more than once, since nobody knows which one was meant.
        var only: String? { isRepeated ? nil : first }

        fileprivate mutating func take(_ value: String) {
            isRepeated = first != nil
            if first == nil { first = value }
        }
    }

    private(set) var authorization = Single()
    private(set) var contentType = Single()
    private(set) var contentLength = Single()
    private(set) var traceparent = Single()
    private(set) var requestTimeout = Single()
    /// Repeated ones are one list.
    private(set) var tracestate: String?
    private(set) var expectsContinue = false
    /// The caller wants another protocol; HTTP/1.1 is not read after that.
    private(set) var asksForUpgrade = false
    /// Of names and values together, in bytes.
    private(set) var size = 0
    private(set) var count = 0

    init() {}

    init(_ headers: HTTPHeaders) {
        for (name, value) in headers { take(name, value) }
    }

    /// By length first: most fields are none of these, and most of these differ in length.
    mutating func take(_ name: String, _ value: String) {
        count += 1
        size += name.utf8.count + value.utf8.count
        switch name.utf8.count {
        case 6 where name.isASCII("expect"): expectsContinue = value.isASCII("100-continue")
        case 7 where name.isASCII("upgrade"): asksForUpgrade = true
        case 10 where name.isASCII("tracestate"): tracestate = tracestate.map { "\($0), \(value)" } ?? value
        case 11 where name.isASCII("traceparent"): traceparent.take(value)
        case 12 where name.isASCII("content-type"): contentType.take(value)
        case 13 where name.isASCII("authorization"): authorization.take(value)
        case 14 where name.isASCII("content-length"): contentLength.take(value)
        case 18 where name.isASCII("request-timeout-ms"): requestTimeout.take(value)
        default: break
        }
    }
}

extension String {
    /// Whether this is `lowercase` in any case of its letters. Of the characters in names, only letters have a case
    /// and differ in the bit that is set here.
    fileprivate func isASCII(_ lowercase: StaticString) -> Bool {
        guard utf8.count == lowercase.utf8CodeUnitCount else { return false }
        var index = 0
        for byte in utf8 {
            let isLetter = byte &- 0x41 < 26
            guard (isLetter ? byte | 0x20 : byte) == lowercase.utf8Start[index] else { return false }
            index += 1
        }
        return true
    }
}
