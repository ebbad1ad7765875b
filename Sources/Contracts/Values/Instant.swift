// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A point in time, written as RFC 3339 in UTC with microseconds: `2026-11-22T06:30:00.000000Z`.
public struct Instant: TextValue, Comparable {
    /// Since 1970-01-01T00:00:00Z, without leap seconds.
    public let microseconds: Int64

    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    public init(validating text: String) throws(ContractViolation) {
        guard let instant = Instant(text) else {
            throw ContractViolation("must be an instant in UTC, such as 2026-11-22T06:30:00.000000Z")
        }
        self = instant
    }

    /// `YYYY-MM-DDThh:mm:ss[.f]Z` with one to six digits of a second's fraction; anything else is nil.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.count <= 27, bytes[10] == 0x54, bytes[13] == 0x3A, bytes[16] == 0x3A,
            bytes[bytes.count - 1] == 0x5A, let date = CalendarDate(String(decoding: bytes[0..<10], as: UTF8.self)),
            let hour = Instant.number(bytes[11..<13]), let minute = Instant.number(bytes[14..<16]),
            let second = Instant.number(bytes[17..<19]), hour < 24, minute < 60, second < 60
        else { return nil }
        var fraction: Int64 = 0
        if bytes.count > 20 {
            let digits = bytes[20..<(bytes.count - 1)]
            guard bytes[19] == 0x2E, !digits.isEmpty, let number = Instant.number(digits) else { return nil }
            fraction = (digits.count..<6).reduce(number) { scaled, _ in scaled * 10 }
        }
        let seconds = Int64(date.daysSince1970) * 86_400 + hour * 3600 + minute * 60 + second
        microseconds = seconds * 1_000_000 + fraction
    }

    public var text: String {
        let (seconds, fraction) = microseconds.flooredDivision(by: 1_000_000)
        let (days, rest) = seconds.flooredDivision(by: 86_400)
        let date = CalendarDate(daysSince1970: Int32(days)).text
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let digits = String(fraction)
        let micros = String(repeating: "0", count: 6 - digits.utf8.count) + digits
        return "\(date)T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60)).\(micros)Z"
    }

    public func adding(seconds: Int64) -> Instant {
        Instant(microseconds: microseconds + seconds * 1_000_000)
    }

    public static var schema: Schema {
        .text(length: 20...27, format: "date-time", description: "An instant in UTC, RFC 3339 with microseconds.")
    }

    public static var example: Instant { Instant(microseconds: 1_771_200_000_000_000) }
    public static func < (left: Instant, right: Instant) -> Bool { left.microseconds < right.microseconds }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
        var number: Int64 = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            number = number * 10 + Int64(digit - 0x30)
        }
        return number
    }
}

extension Int64 {
    fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
