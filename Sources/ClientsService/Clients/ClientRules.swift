// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Rules about clients that need no database.
enum ClientRules {
    /// External ids that a client has at most, so that a record stays a record.
    static let externalIDLimit = 50

    static func requireClearedFieldsNotGiven(_ update: UpdateClient) throws(InvalidParams) {
        let violations = (update.clear.map(Array.init) ?? []).enumerated().compactMap { index, field in
            update.gives(field)
                ? InvalidParams.Violation(path: "$.clear[\(index)]", rule: "must not be given a value as well") : nil
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }

    /// Whether an update, which removes first and then adds, leaves other external ids than there were.
    static func changesExternalIDs(
        _ present: [ExternalID], removing removed: [ExternalID], adding added: [ExternalID]
    ) throws(TooManyExternalIDs) -> Bool {
        let before = Set(present.map(ExternalIDKey.init))
        let after = before.subtracting(removed.map(ExternalIDKey.init)).union(added.map(ExternalIDKey.init))
        guard after.count <= externalIDLimit else { throw TooManyExternalIDs(limit: Count(externalIDLimit)) }
        return after != before
    }
}

/// An external id as PostgreSQL compares it: by its bytes. Swift takes two spellings of one character for equal.
private struct ExternalIDKey: Hashable {
    private let system: [UInt8]
    private let id: [UInt8]

    init(_ externalID: ExternalID) {
        system = Array(externalID.system.text.utf8)
        id = Array(externalID.id.text.utf8)
    }
}

extension UpdateClient {
    fileprivate func gives(_ field: ClientField) -> Bool {
        switch field {
        case .tier: tier != nil
        case .segment: segment != nil
        case .industry: industry != nil
        case .country: country != nil
        case .currency: currency != nil
        case .locale: locale != nil
        }
    }
}
