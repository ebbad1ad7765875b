// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Gathers differences: counts all, and keeps the first of each kind, so that an answer stays small however much is
/// wrong.
struct DifferenceTally: Sendable {
    /// Differences of one kind that are named.
    static let namedLimit = 20

    private(set) var differences: [BookDifference] = []
    private var counted: [DifferenceKind: Int] = [:]
    private var unnamed: [DifferenceKind: Int] = [:]

    mutating func add(_ difference: BookDifference) {
        let count = counted[difference.kind, default: 0]
        counted[difference.kind] = count + 1
        if count < DifferenceTally.namedLimit { differences.append(difference) }
    }

    /// Those of which the database names the first and counts the rest.
    mutating func add(unnamed count: Int, of kind: DifferenceKind) {
        guard count > 0 else { return }
        unnamed[kind, default: 0] += count
    }

    var counts: [DifferenceCount] {
        DifferenceKind.allCases.compactMap { kind in
            let count = counted[kind, default: 0] + unnamed[kind, default: 0]
            return count > 0 ? DifferenceCount(kind: kind, count: Count(count)) : nil
        }
    }
}

extension BookDifference {
    /// With numbers as they were found, which may be none that the contract allows.
    init(
        _ kind: DifferenceKind, entry: Int64? = nil, lastEntry: Int64? = nil, line: Int? = nil,
        account: AccountCode? = nil, currency: String? = nil, day: CalendarDate? = nil, position: Int64? = nil,
        field: String? = nil, expected: String? = nil, found: String? = nil
    ) {
        self.init(
            kind: kind, entry: entry.flatMap { try? EntryNumber(validating: $0) },
            lastEntry: lastEntry.flatMap { try? EntryNumber(validating: $0) },
            line: line.flatMap { try? Count(validating: Int64($0)) }, account: account,
            currency: currency.map { BookDifference.printable($0) }, day: day,
            position: position.flatMap { try? FeedPosition(validating: $0) },
            field: field.map { BookDifference.printable($0) }, expected: expected.map { BookDifference.printable($0) },
            found: found.map { BookDifference.printable($0) })
    }

    /// What was corrupted may hold control characters, or too many of others.
    private static func printable<let minimum: Int, let maximum: Int>(_ text: String) -> Text<minimum, maximum> {
        let scalars = text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "?" : Character($0) }
        let cut = String(scalars.prefix(maximum))
        guard let text = try? Text<minimum, maximum>(validating: cut) else {
            preconditionFailure("a cut text without control characters is valid")
        }
        return text
    }
}
