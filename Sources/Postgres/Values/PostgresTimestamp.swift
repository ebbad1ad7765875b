// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// An instant: `timestamptz`, in microseconds.
package struct PostgresTimestamp: Hashable, Comparable, Sendable, PostgresValue {
    package let microsecondsSince1970: Int64

    /// PostgreSQL counts from 2000-01-01.
    private static let epochShift: Int64 = 946_684_800_000_000

    package init(microsecondsSince1970: Int64) {
        self.microsecondsSince1970 = microsecondsSince1970
    }

    package static func < (first: Self, second: Self) -> Bool {
        first.microsecondsSince1970 < second.microsecondsSince1970
    }

    package static var postgresType: PostgresType { .timestamptz }

    /// An instant before PostgreSQL's range is refused by the server; it must not turn into `-infinity`.
    package func encode(into buffer: inout PostgresBuffer) {
        let (shifted, overflow) = microsecondsSince1970.subtractingReportingOverflow(Self.epochShift)
        buffer.append(overflow || shifted == .min ? .min + 1 : shifted)
    }

    /// `infinity` and `-infinity` are not instants and throw.
    package init(field: PostgresField) throws {
        guard field.type == .timestamptz || field.type == .timestamp else { throw field.mismatch(Self.self) }
        let shifted = try field.integer(Int64.self, as: Self.self)
        let (value, overflow) = shifted.addingReportingOverflow(Self.epochShift)
        guard shifted != .min, !overflow else { throw field.failure("infinite or out of range", as: Self.self) }
        microsecondsSince1970 = value
    }
}
