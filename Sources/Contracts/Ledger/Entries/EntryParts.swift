// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What an entry came from.
public enum EntryKind: String, TextEnumeration {
    case normal
    /// The balances with which a book begins.
    case opening
    /// Closes a year, or undoes that.
    case closing
    case reversal
    /// Adjusts functional amounts to a rate.
    case revaluation
    /// Posted by a schedule.
    case scheduled
    /// A confirmed hold.
    case confirmation
}

/// The part of the books that posts an entry.
public enum EntryModule: String, TextEnumeration, CaseIterable {
    case general
    case receivables
    case payables
    case banking
    case inventory
    case payroll
    case assets
}

/// An entry's number in the system that it comes from.
public struct ExternalReference: Codable, Sendable, Hashable {
    /// The system, such as `shop`.
    public let source: Text<1, 50>
    /// Unique in the source.
    public let reference: Text<1, 100>

    public init(source: Text<1, 50>, reference: Text<1, 100>) {
        self.source = source
        self.reference = reference
    }
}

/// One fact that the ledger keeps with an entry and does not read.
public struct MetadataItem: Codable, Sendable, Equatable {
    public let name: Text<1, 100>
    public let value: Text<0, 1000>

    public init(name: Text<1, 100>, value: Text<0, 1000>) {
        self.name = name
        self.value = value
    }
}
