// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a change of a client did to one of its assignments.
public struct AssignmentChange: Codable, Sendable, Equatable {
    public enum Kind: String, TextEnumeration {
        /// There was none before.
        case begun
        /// Its days, its user or whether it is the primary one are others than before.
        case changed
        /// It counts on no day any more: another took its place before or on its first day.
        case removed
    }

    public let kind: Kind
    /// As the change left it; when removed, as it was.
    public let assignment: Assignment

    public init(kind: Kind, assignment: Assignment) {
        self.kind = kind
        self.assignment = assignment
    }
}
