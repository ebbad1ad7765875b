// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A client that went into another one, as of one version of the record: 1 when it was merged, 2 when that was taken
/// back.
public struct Merge: Codable, Sendable, Equatable {
    public let id: MergeID
    public let version: Version
    /// The client that is none any more, unless the merge was taken back.
    public let from: ClientID
    public let fromName: Text<1, 200>
    /// The client that it is now.
    public let into: ClientID
    public let mergedAt: Instant
    /// Absent while the merge stands.
    public let unmergedAt: Instant?
    /// What was moved and what was set aside, by table.
    public let tables: [MergeCount]
    public let conflicts: [MergeConflict]

    public init(
        id: MergeID, version: Version, from: ClientID, fromName: Text<1, 200>, into: ClientID, mergedAt: Instant,
        unmergedAt: Instant? = nil, tables: [MergeCount], conflicts: [MergeConflict]
    ) {
        self.id = id
        self.version = version
        self.from = from
        self.fromName = fromName
        self.into = into
        self.mergedAt = mergedAt
        self.unmergedAt = unmergedAt
        self.tables = tables
        self.conflicts = conflicts
    }
}

/// How many rows of a table a merge moved.
public struct MergeCount: Codable, Sendable, Hashable {
    public let table: Text<1, 63>
    public let moved: Count
    /// Rows that have no place at the client that stays: kept aside until the merge is taken back.
    public let setAside: Count

    public init(table: Text<1, 63>, moved: Count, setAside: Count) {
        self.table = table
        self.moved = moved
        self.setAside = setAside
    }
}

/// One row that a merge moves or sets aside, or that is put back.
public struct MergeRow: Codable, Sendable, Hashable {
    public let table: Text<1, 63>
    /// The record's id, or what else tells the row from others of the client.
    public let record: Text<1, 400>
    public let isSetAside: Bool

    public init(table: Text<1, 63>, record: Text<1, 400>, isSetAside: Bool) {
        self.table = table
        self.record = record
        self.isSetAside = isSetAside
    }
}

/// What two clients, or a merge and what was done after it, disagree about.
public struct MergeConflict: Codable, Sendable, Hashable {
    public enum Kind: String, TextEnumeration {
        /// Both have a value, and not the same: the one of the client that stays is kept.
        case fieldDiffers = "field_differs"
        /// The client that stays has such a row too: this one is set aside.
        case alreadyThere = "already_there"
        /// The client that stays has a primary manager: this one helps.
        case primaryStepsBack = "primary_steps_back"
        /// With it the shares of a role would be over 100 per cent: set aside.
        case shareExceeded = "share_exceeded"
        /// Changed after the merge: it keeps its changes when the merge is taken back.
        case changedSince = "changed_since"
        /// Not there any more where the merge put it: nothing is put back.
        case goneSince = "gone_since"
    }

    public let kind: Kind
    public let table: Text<1, 63>
    /// Of a row: as `MergeRow` has it.
    public let record: Text<1, 400>?
    /// Of the client's own record.
    public let field: Text<1, 63>?

    public init(kind: Kind, table: Text<1, 63>, record: Text<1, 400>? = nil, field: Text<1, 63>? = nil) {
        self.kind = kind
        self.table = table
        self.record = record
        self.field = field
    }
}
