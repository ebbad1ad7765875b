// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Postgres

/// What the database keeps as one letter, or as a short word.
protocol StoredMark: CaseIterable {
    /// Unlike the name on the wire it never changes: rows have it.
    var mark: String { get }
}

extension StoredMark {
    /// A mark that the database's own rule lets through, and that is none of ours, is a defect.
    init(mark: String) throws {
        guard let value = Self.allCases.first(where: { $0.mark == mark }) else {
            throw PostgresError.decoding("a stored mark is none of \(Self.self)")
        }
        self = value
    }
}
