// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What holds for the call that the current task handles.
package enum CallContext {
    /// When the caller stops waiting. Every wait below a handler ends by then.
    @TaskLocal package static var deadline: ContinuousClock.Instant?
    @TaskLocal package static var trace: TraceContext?
    /// The caller's network address without its port, for throttling and audit; empty when there is none.
    @TaskLocal package static var peerAddress = ""
}

/// W3C trace context: the identity of a distributed trace and of our part in it.
package struct TraceContext: Sendable, Equatable {
    /// 32 lower-case hexadecimal digits, not all zero.
    package let traceID: String
    /// 16 lower-case hexadecimal digits, not all zero.
    package let spanID: String
    package let isSampled: Bool
    /// The other vendors' part, passed on as it came.
    package let state: String?

    /// Continues a valid `traceparent` with a new span, starts a new trace otherwise.
    package init(continuing traceparent: String?, state: String?) {
        var generator = SystemRandomNumberGenerator()
        spanID = TraceContext.hexadecimal(generator.next() | 1)
        if let traceparent, let parent = TraceContext.parse(traceparent) {
            traceID = parent.traceID
            isSampled = parent.isSampled
            self.state = state.flatMap { $0.utf8.count <= 512 ? $0 : nil }
        } else {
            traceID = TraceContext.hexadecimal(generator.next()) + TraceContext.hexadecimal(generator.next() | 1)
            isSampled = true
            self.state = nil
        }
    }

    /// The header sent to the next service.
    package var traceparent: String { "00-\(traceID)-\(spanID)-\(isSampled ? "01" : "00")" }

    /// Version 00 exactly, and later versions by their first four fields (W3C Trace Context, section 3.2).
    private static func parse(_ header: String) -> (traceID: String, isSampled: Bool)? {
        let fields = header.split(separator: "-", omittingEmptySubsequences: false)
        guard fields.count >= 4, fields[0].utf8.count == 2, fields[0] != "ff", isHexadecimal(fields[0]),
            fields[0] != "00" || fields.count == 4, fields[1].utf8.count == 32, isHexadecimal(fields[1]),
            fields[2].utf8.count == 16, isHexadecimal(fields[2]), fields[3].utf8.count == 2, isHexadecimal(fields[3]),
            fields[1].contains(where: { $0 != "0" }), fields[2].contains(where: { $0 != "0" }),
            let flags = UInt8(fields[3], radix: 16)
        else { return nil }
        return (String(fields[1]), flags & 1 == 1)
    }

    private static func isHexadecimal(_ text: Substring) -> Bool {
        text.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x61 && $0 <= 0x66) }
    }

    private static func hexadecimal(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
