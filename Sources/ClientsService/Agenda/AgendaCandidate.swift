// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// What may stand in an agenda: all that its place depends on, without the record.
struct AgendaCandidate: RowDecodable {
    let kind: AgendaKind
    /// Nil for a task that is about none.
    let client: ClientID?
    /// What it is about; nil where that is the client alone.
    let record: UUIDValue?
    /// Of the record.
    let version: Version?
    let dueOn: CalendarDate
    /// When somebody was spoken to at last.
    let lastOn: CalendarDate?
    /// Of a concern's severity.
    let rank: Int64?

    init(row: inout Row) throws {
        kind = try row.next()
        client = try row.next()
        record = try row.next()
        version = try row.next()
        dueOn = try row.next()
        lastOn = try row.next()
        rank = try row.next()
    }
}

/// A client as an agenda weighs it.
struct AgendaClient: RowDecodable {
    let id: ClientID
    let name: Text<1, 200>
    let tier: Text<1, 60>?
    /// By its gravest open risk: 0 without one, 3 for a high one.
    let threat: Int64

    init(row: inout Row) throws {
        id = try row.next()
        name = try row.next()
        tier = try row.next()
        threat = try row.next()
    }
}

/// A candidate in its place.
struct AgendaEntry {
    let candidate: AgendaCandidate
    let client: AgendaClient?
    let score: AgendaScore
}
