// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// Custom fields as they are defined, and the values that records have in them.
enum CustomFieldStore {
    static func sheet(
        _ subject: CustomFieldSubject, of organisation: OrganisationID, in database: some PostgresExecutor
    ) async throws -> CustomFieldSheet {
        CustomFieldSheet(try await SettingStore.present(of: organisation, in: database), of: subject)
    }

    /// The values of a record after a call; `present` is nil for a new record. Throws `InvalidParams` for each that is
    /// not allowed.
    static func change(
        _ given: List<1, 100, CustomFieldValue>?, of subject: CustomFieldSubject, isNew: Bool,
        after present: [CustomFieldValue]? = nil, at path: String = "$.fields", in write: ClientWrite
    ) async throws -> CustomFieldChange {
        let before = isNew ? nil : present ?? []
        guard isNew || given != nil else {
            return CustomFieldChange(
                subject: subject, before: before ?? [],
                after: Dictionary((before ?? []).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }),
                changed: [])
        }
        let sheet = try await sheet(subject, of: write.organisation, in: write.transaction)
        let change = try sheet.values(given?.elements ?? [], after: before, at: path)
        try change.requireSize(at: path)
        try await requireReferences(change.changed, by: sheet, in: write)
        return change
    }

    /// Throws `InvalidParams` for those that refer to what the caller does not see.
    static func requireReferences(
        _ changed: [CustomFieldChange.Place], by sheet: CustomFieldSheet, in write: ClientWrite
    ) async throws {
        var violations: [InvalidParams.Violation] = []
        for place in changed {
            guard let reference = place.value.reference, let target = sheet.field(place.value.name)?.target else {
                continue
            }
            let isThere =
                switch target {
                case .user: true
                case .client:
                    try await ClientStore.exists(ClientID(reference.uuid), of: write.sight, in: write.transaction)
                case .contact:
                    try await ContactStore.contact(
                        ContactID(reference.uuid), of: write.sight, in: write.transaction) != nil
                }
            if !isThere {
                violations.append(
                    .init(path: place.path, rule: "field \(place.value.name.text) must be a \(target.rawValue)"))
            }
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }
}
