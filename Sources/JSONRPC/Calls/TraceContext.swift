// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Synchronization

/// W3C trace context: the identity of a distributed trace and of our part in it.
///
/// Kept as numbers, since most calls never show it as text.
package struct TraceContext: Sendable, Equatable {
    private let trace: Words
    private let span: UInt64
    package let isSampled: Bool
    /// The other vendors' part, passed on as it came.
    package let state: String?

    private struct Words: Sendable, Equatable {
        var high: UInt64 = 0
        var low: UInt64 = 0

        /// Appends a digit of 0...15.
        mutating func append(_ digit: UInt8) {
            high = high << 4 | low >> 60
            low = low << 4 | UInt64(digit)
        }
    }

    /// Continues a valid `traceparent` with a new span, starts a new trace otherwise.
    package init(continuing traceparent: String?, state: String?) {
        span = TraceNumbers.next() | 1
        if let traceparent, let parent = TraceContext.parse(traceparent) {
            trace = parent.trace
            isSampled = parent.isSampled
            self.state = state.flatMap { $0.utf8.count <= 512 ? $0 : nil }
        } else {
            trace = Words(high: TraceNumbers.next(), low: TraceNumbers.next() | 1)
            isSampled = true
            self.state = nil
        }
    }

    /// 32 lower-case hexadecimal digits, not all zero.
    package var traceID: String { TraceContext.hexadecimal([trace.high, trace.low]) }

    /// 16 lower-case hexadecimal digits, not all zero.
    package var spanID: String { TraceContext.hexadecimal([span]) }

    /// The header sent to the next service.
    package var traceparent: String { "00-\(traceID)-\(spanID)-\(isSampled ? "01" : "00")" }

    /// Version 00 exactly, and later versions by their first four fields (W3C Trace Context, section 3.2).
    private static func parse(_ header: String) -> (trace: Words, isSampled: Bool)? {
        var fields: [(digits: Int, value: Words)] = [(0, Words())]
        for byte in header.utf8 {
            if byte == UInt8(ascii: "-") {
                // What follows the fourth field is a later version's own.
                if fields.count == 4 { return known(fields, hasMore: true) }
                fields.append((0, Words()))
            } else {
                guard let digit = digit(byte) else { return nil }
                fields[fields.count - 1].digits += 1
                fields[fields.count - 1].value.append(digit)
            }
        }
        return known(fields, hasMore: false)
    }

    private static func known(
        _ fields: [(digits: Int, value: Words)], hasMore: Bool
    ) -> (trace: Words, isSampled: Bool)? {
        guard fields.map(\.digits) == [2, 32, 16, 2], fields[0].value.low != 0xFF,
            fields[0].value.low != 0 || !hasMore, fields[1].value != Words(), fields[2].value != Words()
        else { return nil }
        return (fields[1].value, fields[3].value.low & 1 == 1)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }

    private static func hexadecimal(_ words: [UInt64]) -> String {
        String(unsafeUninitializedCapacity: words.count * 16) { text in
            var index = 0
            for word in words {
                for shift in stride(from: UInt64(60), through: 0, by: -4) {
                    let digit = UInt8(truncatingIfNeeded: word >> shift & 0xF)
                    text[index] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
                    index += 1
                }
            }
            return index
        }
    }
}

/// Numbers that no other process gives out either. They identify and protect nothing, so that one seed from the system
/// is enough: asking it each time costs a system call (SplitMix64, Steele and others, 2014).
private enum TraceNumbers {
    private static let state = Atomic<UInt64>(SystemRandomNumberGenerator.seed())

    static func next() -> UInt64 {
        var word = state.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}

extension SystemRandomNumberGenerator {
    fileprivate static func seed() -> UInt64 {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }
}
