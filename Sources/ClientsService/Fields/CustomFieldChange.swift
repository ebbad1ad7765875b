// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// What a call makes of a record's custom values.
struct CustomFieldChange {
    struct Place {
        let path: String
        let value: CustomFieldValue
    }

    let subject: CustomFieldSubject
    private let before: [CustomFieldValue]
    private let after: [CustomFieldValue]
    /// Values that are other than they were.
    let changed: [Place]

    init(
        subject: CustomFieldSubject, before: [CustomFieldValue], after: [CustomFieldName: CustomFieldValue],
        changed: [Place]
    ) {
        self.subject = subject
        self.before = before
        self.after = after.values.sorted { $0.name < $1.name }
        self.changed = changed
    }

    /// Of a client, from values that it had to others, which are allowed.
    init(_ before: [CustomFieldValue], to after: [CustomFieldValue]) {
        self.init(
            subject: .client, before: before,
            after: Dictionary(after.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }), changed: [])
    }

    /// As the record has them: by name, nil when there are none.
    var values: [CustomFieldValue]? { after.isEmpty ? nil : after }

    var isChange: Bool {
        before.count != after.count || !zip(before, after).allSatisfy { $0.isSame(as: $1) }
    }

    /// By which names the record is found otherwise than before, with all of its values there.
    fileprivate var moved: (names: Set<CustomFieldName>, values: [CustomFieldValue]) {
        let known = Dictionary(before.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let changed = after.filter { value in known[value.name].map { !$0.isSame(as: value) } ?? true }
        return (Set(changed.map(\.name)).union(Set(known.keys).subtracting(after.map(\.name))), changed)
    }

    func requireSize(at path: String = "$.fields") throws {
        guard isChange, try StoredRecord.encode(after).count > CustomFieldSheet.sizeLimit else { return }
        throw InvalidParams(path: path, rule: "must not make more than \(CustomFieldSheet.sizeLimit) bytes of values")
    }

    /// As a client has them; nil when there are none.
    var stored: [UInt8]? {
        get throws { try values.map { try StoredRecord.encode($0) } }
    }

    /// Puts what records are found by in the place of what there was.
    func put(for record: UUIDValue, in write: ClientWrite) async throws {
        try await CustomFieldChange.put([(record, self)], in: write)
    }

    /// The same for several records of one subject.
    static func put(_ changes: [(record: UUIDValue, change: CustomFieldChange)], in write: ClientWrite) async throws {
        let moved = changes.map { ($0.record, $0.change.moved) }.filter { !$0.1.names.isEmpty }
        guard let subject = changes.first?.change.subject, !moved.isEmpty else { return }
        let gone = moved.flatMap { record, moved in moved.names.map { (record, $0) } }
        let keys = moved.flatMap { record, moved in
            moved.values.flatMap { value in value.keys.map { (record, value.name, $0) } }
        }
        _ = try await write.transaction.batch([
            """
            delete from clients.field_value as value
            using unnest(\(gone.map(\.0)), \(gone.map(\.1))) as gone (record_id, name)
            where value.organisation_id = \(write.organisation) and value.subject = \(subject)
                and value.record_id = gone.record_id and value.name = gone.name
            """,
            """
            insert into clients.field_value (organisation_id, subject, record_id, name, key)
            select \(write.organisation)::uuid, \(subject), record_id, name,
                case when is_words then clients.field_words(key) else key end
            from unnest(
                \(keys.map(\.0)), \(keys.map(\.1)), \(keys.map(\.2.text)), \(keys.map(\.2.isWords))
            ) as given (record_id, name, key, is_words)
            """,
        ])
    }
}
