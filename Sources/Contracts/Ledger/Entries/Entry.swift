// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A posted journal entry. It never changes; corrections are entries of their own.
public struct Entry: Codable, Sendable, Equatable {
    public let id: EntryID
    /// Position in the book's journal, from 1, without gaps.
    public let number: EntryNumber
    /// Accounting date in the book's own time zone.
    public let postedOn: CalendarDate
    public let recordedAt: Instant
    public let description: Text<0, 500>?
    /// The number of the document behind the entry, such as an invoice's.
    public let documentReference: Text<1, 100>?
    public let kind: EntryKind
    public let module: EntryModule
    /// Who posted it: `user:<id>`, `service-account:<id>` or `service:<name>`.
    public let recordedBy: Text<1, 100>
    /// The entry that this one reverses.
    public let reverses: EntryNumber?
    /// The entry that reverses this one.
    public let reversedBy: EntryNumber?
    public let external: ExternalReference?
    public let metadata: [MetadataItem]?
    public let lines: [EntryLine]

    public init(
        id: EntryID, number: EntryNumber, postedOn: CalendarDate, recordedAt: Instant, description: Text<0, 500>?,
        documentReference: Text<1, 100>?, kind: EntryKind = .normal, module: EntryModule = .general,
        recordedBy: Text<1, 100>, reverses: EntryNumber? = nil, reversedBy: EntryNumber? = nil,
        external: ExternalReference? = nil, metadata: [MetadataItem]? = nil, lines: [EntryLine]
    ) {
        self.id = id
        self.number = number
        self.postedOn = postedOn
        self.recordedAt = recordedAt
        self.description = description
        self.documentReference = documentReference
        self.kind = kind
        self.module = module
        self.recordedBy = recordedBy
        self.reverses = reverses
        self.reversedBy = reversedBy
        self.external = external
        self.metadata = metadata
        self.lines = lines
    }
}

/// Position of an entry in its book's journal, from 1, without gaps.
public struct EntryNumber: WholeNumber {
    public static let range: ClosedRange<Int64> = 1...greatestExactInteger
    public static let meaning = "Position of an entry in its book's journal, from 1, without gaps."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}
