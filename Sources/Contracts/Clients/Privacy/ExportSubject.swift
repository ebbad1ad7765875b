// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A version of a record that is about a person, or names him.
public struct SubjectRecord: Codable, Sendable, Equatable {
    public let kind: ClientFeedItem.Kind
    public let record: RecordID
    public let version: Version
    public let recordedAt: Instant
    /// `user:<id>`, `service-account:<id>` or `service:<name>`
    public let by: Text<1, 100>
    /// All of it, as JSON.
    public let fields: [SubjectField]

    public init(
        kind: ClientFeedItem.Kind, record: RecordID, version: Version, recordedAt: Instant, by author: Text<1, 100>,
        fields: [SubjectField]
    ) {
        self.kind = kind
        self.record = record
        self.version = version
        self.recordedAt = recordedAt
        by = author
        self.fields = fields
    }
}

public struct SubjectField: Codable, Sendable, Hashable {
    public let field: FieldPath
    public let value: FieldValue

    public init(field: FieldPath, value: FieldValue) {
        self.field = field
        self.value = value
    }
}

/// Every version of every record that is about the person or names him: his own records, and those about the clients
/// at which he is or was, or about none. Whatever the caller may see: who answers for personal data answers for all of
/// it. `cursor` continues an export and carries its subject.
public struct ExportSubject: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public typealias Response = Page<SubjectRecord>
    public static let name = "clients.exportSubject"
    public static let summary = "Answers everything that is kept about a person, page by page."
    public static let access = Access.permission(.managePrivacy)
    public static let errors: [any DomainError.Type] = [
        ContactNotFound.self,
        LeadNotFound.self,
    ]

    /// Left out only beside a cursor.
    public let subject: Subject?
    /// 100 when left out. A page of large records may be shorter.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(subject: Subject? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.subject = subject
        self.limit = limit
        self.cursor = cursor
    }
}
