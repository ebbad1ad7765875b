// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// A change, with the record as it was before and as it is after.
struct HistoryRow: RowDecodable {
    struct AssignmentStep {
        let kind: AssignmentChange.Kind
        let assignment: Assignment
        /// As it was before; nil when it was not there.
        let former: Assignment?
    }

    let place: HistoryStore.Place
    let kind: ClientFeedItem.Kind
    let record: UUIDValue
    let version: Version
    let recordedAt: Instant
    var author: String
    /// As JSON, without what the caller does not see.
    var image: [UInt8]
    /// Nil where there was none, or the caller does not see it.
    var former: [UInt8]?
    /// Of a client.
    var assignments: [AssignmentStep] = []

    init(row: inout Row) throws {
        let happenedAt: Instant = try row.next()
        place = HistoryStore.Place(happenedAt: happenedAt, position: try row.next())
        kind = try row.next()
        record = try row.next()
        version = try row.next()
        recordedAt = try row.next()
        author = try row.next() ?? ""
        let places: [ClientID]? = try row.next()
        let present: [UInt8]? = try row.next()
        image = try present.map { [kind] in try HistoryRules.image(kind, $0, shownAt: places) } ?? []
        let formerPlaces: [ClientID]? = try row.next()
        let before: [UInt8]? = try row.next()
        former = try before.map { [kind] in try HistoryRules.image(kind, $0, shownAt: formerPlaces) }
    }

    /// Whether it is a client's change, whose images are columns of its versions.
    var isClient: Bool { kind == .created || kind == .updated }

    /// Bytes of both images.
    var size: Int { image.count + (former?.count ?? 0) + assignments.count * 600 + 200 }
}

/// A version of a client and who wrote it.
struct HistoryVersion: RowDecodable {
    let client: Client
    let author: String

    var place: ClientAt { ClientAt(client: client.id, version: client.version) }

    init(row: inout Row) throws {
        client = try ClientRecord(row: &row).client
        author = try row.next()
    }
}

struct HistoryAssignment: RowDecodable {
    let version: Version
    let step: HistoryRow.AssignmentStep

    var place: ClientAt { ClientAt(client: step.assignment.client, version: version) }

    init(row: inout Row) throws {
        version = try row.next()
        let kind: AssignmentChange.Kind = try row.next()
        let assignment = try Assignment(row: &row)
        let user: UserID? = try row.next()
        guard let user else {
            for _ in 0..<5 { let _: PassedOver? = try row.next() }
            step = HistoryRow.AssignmentStep(kind: kind, assignment: assignment, former: nil)
            return
        }
        step = HistoryRow.AssignmentStep(
            kind: kind, assignment: assignment,
            former: Assignment(
                id: assignment.id, client: assignment.client, user: user, role: try row.next(),
                share: try row.next(), isPrimary: try row.next(), from: try row.next(), to: try row.next()))
    }
}
