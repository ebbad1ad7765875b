// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A record other than a client.
public struct HistoryRecord: Codable, Sendable, Hashable {
    /// As the feed names it; not `created` or `updated`, which are of a client.
    public let kind: ClientFeedItem.Kind
    /// Left out for what an organisation has one of: severities, stages, tiers, fields, team roles; and for all
    /// trees of reasons.
    public let id: RecordID?

    public init(kind: ClientFeedItem.Kind, id: RecordID? = nil) {
        self.kind = kind
        self.id = id
    }
}

/// Which changes a history has; every given member must hold.
public struct HistoryFilter: Codable, Sendable, Hashable {
    /// Changes of the client, of its assignments and of every record about it. Not beside `record`.
    public let client: ClientID?
    /// Changes of one record. Not beside `client`.
    public let record: HistoryRecord?
    /// With `client` alone: of records of these kinds; all of them when left out.
    public let kinds: List<1, 50, ClientFeedItem.Kind>?
    /// Changes that touch this field or one within it, shown without their other fields.
    public let field: FieldPath?
    /// What happened at this instant or later.
    public let since: Instant?
    /// What happened before this instant.
    public let before: Instant?

    public init(
        client: ClientID? = nil, record: HistoryRecord? = nil, kinds: List<1, 50, ClientFeedItem.Kind>? = nil,
        field: FieldPath? = nil, since: Instant? = nil, before: Instant? = nil
    ) {
        self.client = client
        self.record = record
        self.kinds = kinds
        self.field = field
        self.since = since
        self.before = before
    }
}

/// Latest first: each change of a record, with who made it and what each field was and is. Played from the oldest on,
/// the changes of a record make the record.
///
/// `version`, `createdAt` and `updatedAt` of a record are no fields, since the change has them. What the caller has no
/// permission to read, or does not see, is absent; what a record was while he did not see it is not told as what a
/// field was before. With a field, one call looks through so many changes at most that it may answer fewer items than
/// `limit`, or none, and still a cursor. `cursor` continues a history and carries its filter.
public struct GetHistory: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public typealias Response = Page<HistoryEntry>
    public static let name = "clients.getHistory"
    public static let summary = "Answers who changed which field of a client and its records from what to what."
    public static let access = Access.permission(.readClients)
    public static let errors: [any DomainError.Type] = [ClientNotFound.self]

    /// Left out only beside a cursor.
    public let filter: HistoryFilter?
    /// 100 when left out. A page of large records may be shorter.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(filter: HistoryFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }
}

/// One change of one record.
public struct HistoryEntry: Codable, Sendable, Equatable {
    /// The feed's item of the change.
    public let position: FeedPosition
    public let kind: ClientFeedItem.Kind
    /// The record's own id, a client's too.
    public let record: RecordID
    /// Which the change made; 1 is the record's first.
    public let version: Version
    public let recordedAt: Instant
    /// `user:<id>`, `service-account:<id>` or `service:<name>`
    public let by: Text<1, 100>
    /// In the order of the record's members; a client's assignments follow as `assignments.<id>`.
    public let changes: [FieldChange]

    public init(
        position: FeedPosition, kind: ClientFeedItem.Kind, record: RecordID, version: Version, recordedAt: Instant,
        by author: Text<1, 100>, changes: [FieldChange]
    ) {
        self.position = position
        self.kind = kind
        self.record = record
        self.version = version
        self.recordedAt = recordedAt
        by = author
        self.changes = changes
    }
}
