// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import ServiceKit

/// Whose changes a history has, and who reads it.
struct HistoryScope {
    let filter: HistoryFilter
    let sight: Sight
    /// Which the caller may read.
    let kinds: [ClientFeedItem.Kind]
    /// Whether the caller sees what is about no client.
    let showsFree: Bool
    /// The merge that the client went into another one by, if it is none any more.
    var merge: MergeID?

    var organisation: OrganisationID { sight.organisation }
}

/// Rules about histories that need no database.
enum HistoryRules {
    /// Of a record, which its entry has already.
    private static let entryMembers: Set<String> = ["version", "createdAt", "updatedAt"]

    static func requireAllowed(_ filter: HistoryFilter) throws(InvalidParams) {
        var violations: [InvalidParams.Violation] = []
        if (filter.client == nil) == (filter.record == nil) {
            violations.append(.init(path: "$.filter", rule: "must have exactly one of client and record"))
        }
        if filter.kinds != nil, filter.client == nil {
            violations.append(.init(path: "$.filter.kinds", rule: "must be given with client alone"))
        }
        if let record = filter.record {
            switch record.kind {
            case .created, .updated:
                violations.append(
                    .init(path: "$.filter.record.kind", rule: "must not be of a client: ask by client and kinds"))
            case .severities, .stages, .tiers, .reasons, .fields, .teamRoles:
                if record.id != nil {
                    violations.append(.init(path: "$.filter.record.id", rule: "must be left out for this kind"))
                }
            default:
                if record.id == nil {
                    violations.append(.init(path: "$.filter.record.id", rule: "must be given for this kind"))
                }
            }
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }

    /// Nil when nothing changed that is asked for and seen.
    static func entry(_ row: HistoryRow, of filter: HistoryFilter) throws -> HistoryEntry? {
        let present = try RecordFields(row.image, leavingOut: entryMembers)
        let former = try row.former.map { try RecordFields($0, leavingOut: entryMembers) }
        var changes = try present.changes(from: former)
        for change in row.assignments {
            let left = try change.former.map(RecordFields.init(of:))
            let right = change.kind == .removed ? RecordFields([]) : try RecordFields(of: change.assignment)
            changes += try right.changes(from: left)
        }
        if let field = filter.field?.text {
            changes = changes.filter { $0.path == field || $0.path.hasPrefix(field + ".") }
        }
        if changes.isEmpty { return nil }
        return HistoryEntry(
            position: row.place.position, kind: row.kind, record: RecordID(row.record), version: row.version,
            recordedAt: row.recordedAt, by: try Text(validating: row.author),
            changes: try changes.map { change in
                FieldChange(
                    field: try FieldPath(validating: change.path),
                    from: try change.from.map { try FieldValue(validating: $0) },
                    to: try change.to.map { try FieldValue(validating: $0) })
            })
    }

    /// A stored record as who sees these of its clients sees it; nil for all of them.
    static func image(_ kind: ClientFeedItem.Kind, _ record: [UInt8], shownAt places: [ClientID]?) throws -> [UInt8] {
        guard let places else { return record }
        switch kind {
        case .contact: return try StoredRecord.encode(StoredRecord.decode(Contact.self, record).shown(at: places))
        case .lead: return try StoredRecord.encode(StoredRecord.decode(Lead.self, record).shown(at: places))
        case .parentage:
            return try StoredRecord.encode(StoredRecord.decode(Parentage.self, record).shown(under: places))
        default: return record
        }
    }
}

extension RecordFields {
    fileprivate init(of assignment: Assignment) throws {
        self.init(
            try RecordFields(StoredRecord.encode(assignment), leavingOut: ["id", "client"]).fields.map {
                ("assignments.\(assignment.id.text).\($0.path)", $0.json)
            })
    }
}
