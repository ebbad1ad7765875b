// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A day of the proleptic Gregorian calendar, written `YYYY-MM-DD`.
package struct PostgresDate: Hashable, Comparable, Sendable, PostgresValue, CustomStringConvertible {
    /// PostgreSQL counts days from 2000-01-01.
    package let daysSince2000: Int32

    /// Days from 1970-01-01 to 2000-01-01.
    private static let epochShift = 10_957

    package init(daysSince2000: Int32) {
        self.daysSince2000 = daysSince2000
    }

    package init(daysSince1970: Int) {
        daysSince2000 = Int32(clamping: daysSince1970 - Self.epochShift)
    }

    package var daysSince1970: Int { Int(daysSince2000) + Self.epochShift }

    /// Nil when there is no such day, or the year is not in 1...9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9_999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        let leap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day <= lengths[month - 1] else { return nil }
        // Howard Hinnant's days_from_civil: years start in March, eras have 400 years.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.init(daysSince1970: era * 146_097 + dayOfEra - 719_468)
    }

    /// Nil unless the text is exactly `YYYY-MM-DD` and such a day exists.
    package init?(_ text: String) {
        let bytes = [UInt8](text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            bytes[range].reduce(0 as Int?) { sum, byte in
                guard let sum, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                return sum * 10 + Int(byte - UInt8(ascii: "0"))
            }
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
        self.init(year: year, month: month, day: day)
    }

    package var civil: (year: Int, month: Int, day: Int) {
        let shifted = daysSince1970 + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    package var description: String {
        func padded(_ number: Int, to width: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
        }
        let (year, month, day) = civil
        return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
    }

    package static func < (first: Self, second: Self) -> Bool { first.daysSince2000 < second.daysSince2000 }

    package static var postgresType: PostgresType { .date }

    package func encode(into buffer: inout PostgresBuffer) { buffer.append(daysSince2000) }

    package static func encodeArray(_ values: [PostgresDate], into buffer: inout PostgresBuffer) {
        buffer.append(array: values.map(\.daysSince2000), of: .date)
    }

    /// `infinity` and `-infinity` are not days and throw.
    package init(field: PostgresField) throws {
        guard field.type == .date else { throw field.mismatch(Self.self) }
        daysSince2000 = try field.integer(Int32.self, as: Self.self)
        guard daysSince2000 != .min, daysSince2000 != .max else { throw field.failure("infinite", as: Self.self) }
    }
}
