// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// What the bulk statement did with a row.
struct ClientRowVerdict: RowDecodable {
    private enum Outcome: String {
        case created
        case updated
        case unchanged
        case repeated
        case nameMissing
        case taken
    }

    /// The row's number in the call, from 0.
    let ordinal: Int
    let outcome: ClientRowOutcome

    init(row: inout Row) throws {
        ordinal = try row.next()
        let word: String = try row.next()
        let client: ClientID = try row.next()
        let version: Version = try row.next()
        guard let verdict = Outcome(rawValue: word) else {
            throw PostgresError.decoding("the bulk statement answered an unknown outcome")
        }
        outcome =
            switch verdict {
            case .created: ClientRowOutcome(kind: .created, client: client, version: version)
            case .updated: ClientRowOutcome(kind: .updated, client: client, version: version)
            case .unchanged: ClientRowOutcome(kind: .unchanged, client: client, version: version)
            case .repeated:
                try RefusedRow(
                    reason: .repeated, ordinal: ordinal, field: "externalId",
                    rule: "must not mean an earlier row's client"
                ).outcome()
            case .nameMissing:
                try RefusedRow(
                    reason: .nameMissing, ordinal: ordinal, field: "name", rule: "must be given for a new client"
                ).outcome()
            case .taken:
                try RefusedRow(
                    reason: .taken, ordinal: ordinal, field: "externalId", rule: "must not be another client's"
                ).outcome()
            }
    }

    /// What is to be recorded, if anything.
    var change: ClientChange? {
        guard let client = outcome.client else { return nil }
        return switch outcome.kind {
        case .created: ClientChange(client: client, kind: .created)
        case .updated: ClientChange(client: client, kind: .updated)
        case .unchanged, .refused: nil
        }
    }
}
