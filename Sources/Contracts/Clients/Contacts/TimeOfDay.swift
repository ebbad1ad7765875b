// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A time of day by the clock on the wall, written `hh:mm`, from 00:00 to 24:00, the end of the day.
public struct TimeOfDay: TextValue, Comparable {
    /// Since midnight.
    public let minutes: Int

    public init(validating text: String) throws(ContractViolation) {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == 0x3A, let hours = TimeOfDay.number(bytes[0..<2]),
            let minutes = TimeOfDay.number(bytes[3..<5]), minutes < 60, hours < 24 || (hours == 24 && minutes == 0)
        else { throw ContractViolation("must be a time of day, such as 09:30") }
        self.minutes = hours * 60 + minutes
    }

    public var text: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return two(minutes / 60) + ":" + two(minutes % 60)
    }

    public static var schema: Schema {
        .text(length: 5...5, pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$", description: "A time of day.")
    }

    public static var example: Self { Self(minutes: 570) }
    public static func < (left: Self, right: Self) -> Bool { left.minutes < right.minutes }

    private init(minutes: Int) { self.minutes = minutes }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var number = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            number = number * 10 + Int(digit - 0x30)
        }
        return number
    }
}
