// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

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

struct DueConcern: RowDecodable {
    let client: AgendaClient
    let dueAt: Instant
    let rank: Int64
    let concern: Concern

    init(row: inout Row) throws {
        client = try AgendaClient(row: &row)
        dueAt = try row.next()
        rank = try row.next()
        concern = try StoredFact<Concern>(row: &row).record
    }
}

struct DueRisk: RowDecodable {
    let client: AgendaClient
    let reviewOn: CalendarDate
    let risk: Risk

    init(row: inout Row) throws {
        client = try AgendaClient(row: &row)
        reviewOn = try row.next()
        risk = try StoredFact<Risk>(row: &row).record
    }
}

struct DueTask: RowDecodable {
    let dueOn: CalendarDate
    let task: ClientTask
    /// Nil for a task that is about none.
    let client: AgendaClient?

    init(row: inout Row) throws {
        dueOn = try row.next()
        task = try StoredFact<ClientTask>(row: &row).record
        client = task.client == nil ? nil : try AgendaClient(row: &row)
        if client == nil { for _ in 0..<4 { let _: PassedOver? = try row.next() } }
    }
}

struct QuietContact: RowDecodable {
    let client: AgendaClient
    let dueOn: CalendarDate
    let lastOn: CalendarDate?
    let contact: Contact

    init(row: inout Row) throws {
        client = try AgendaClient(row: &row)
        dueOn = try row.next()
        lastOn = try row.next()
        contact = try StoredFact<Contact>(row: &row).record
    }
}

struct QuietClient: RowDecodable {
    let client: AgendaClient
    let dueOn: CalendarDate
    let lastOn: CalendarDate?

    init(row: inout Row) throws {
        client = try AgendaClient(row: &row)
        dueOn = try row.next()
        lastOn = try row.next()
    }
}
