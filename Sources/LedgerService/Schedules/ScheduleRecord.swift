// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// A recurring entry or a deferral as it is stored.
struct ScheduleRecord: Sendable {
    let id: ScheduleID
    var name: Text<1, 200>
    var state: ScheduleState
    var definition: ScheduleDefinition
    /// The first day that was not tried yet.
    var nextOn: CalendarDate?
    /// The first day with something to do.
    var dueOn: CalendarDate?
    var occurred: Int64 = 0
    var posted: Int64 = 0
    var refused: Int64 = 0
    var postedMinorUnits: Int64 = 0
    var version: Version
    let createdAt: Instant
}

/// By the mark in the database.
enum ScheduleState: String, StoredMark, Sendable {
    case active = "a"
    case paused = "p"
    case completed = "c"
    case ended = "e"

    var mark: String { rawValue }
    var isOver: Bool { self == .completed || self == .ended }
}

/// By the mark in the database.
enum ScheduleKind: String, StoredMark, Sendable {
    case recurring = "r"
    case deferral = "d"

    var mark: String { rawValue }
}

enum ScheduleDefinition: Sendable {
    case recurring(RecurringDefinition)
    /// With the kind of the account that the amount stands on.
    case deferral(DeferralPlan, fromKind: AccountKind)

    var kind: ScheduleKind {
        switch self {
        case .recurring: .recurring
        case .deferral: .deferral
        }
    }

    /// The accounts in the order in which `naming` takes them back.
    var accounts: [AccountCode] {
        switch self {
        case .recurring(let definition): definition.template.lines.map(\.account)
        case .deferral(let plan, _): [plan.from, plan.to]
        }
    }

    var currency: CurrencyCode? {
        switch self {
        case .recurring: nil
        case .deferral(let plan, _): plan.amount.currency
        }
    }

    func encoded() throws -> [UInt8] {
        switch self {
        case .recurring(let definition): try StoredRecord.encode(definition)
        case .deferral(let plan, _): try StoredRecord.encode(plan)
        }
    }

    init(_ kind: ScheduleKind, _ bytes: [UInt8], naming accounts: [AccountCode], fromKind: AccountKind) throws {
        switch kind {
        case .recurring:
            let stored = try StoredRecord.decode(RecurringDefinition.self, bytes)
            self = .recurring(
                RecurringDefinition(recurrence: stored.recurrence, template: try stored.template.naming(accounts)))
        case .deferral:
            let plan = try StoredRecord.decode(DeferralPlan.self, bytes)
            guard accounts.count == 2 else { throw PostgresError.decoding("a deferral has two accounts") }
            self = .deferral(plan.naming(from: accounts[0], to: accounts[1]), fromKind: fromKind)
        }
    }
}

struct RecurringDefinition: Codable, Sendable {
    var recurrence: Recurrence
    var template: EntryTemplate
}

extension ScheduleRecord: RowDecodable {
    /// In the order of `ScheduleStore.columns`.
    init(row: inout Row) throws {
        id = try row.next()
        let kind = try ScheduleKind(mark: row.next(String.self))
        state = try ScheduleState(mark: row.next(String.self))
        name = try row.next()
        let bytes = try row.next([UInt8].self)
        definition = try ScheduleDefinition(kind, bytes, naming: row.next(), fromKind: row.next())
        nextOn = try row.next()
        dueOn = try row.next()
        occurred = try row.next()
        posted = try row.next()
        refused = try row.next()
        postedMinorUnits = try row.next()
        version = try row.next()
        createdAt = try row.next()
    }
}

extension EntryTemplate {
    /// With the accounts' codes as they are now.
    func naming(_ accounts: [AccountCode]) throws -> EntryTemplate {
        guard accounts.count == lines.count else {
            throw PostgresError.decoding("a template has an account for each line")
        }
        let lines = zip(self.lines, accounts).map { line, account in
            EntryLine(
                account: account, side: line.side, amount: line.amount, functionalAmount: line.functionalAmount,
                client: line.client, costCentre: line.costCentre, project: line.project, product: line.product,
                memo: line.memo)
        }
        return EntryTemplate(
            module: module, description: description, documentReference: documentReference,
            lines: try List(validating: lines))
    }
}

extension DeferralPlan {
    func naming(from: AccountCode, to: AccountCode) -> DeferralPlan {
        DeferralPlan(
            amount: amount, functionalAmount: functionalAmount, from: from, to: to, method: method,
            startsOn: startsOn, endsOn: endsOn, periods: periods, postsOn: postsOn, notBefore: notBefore,
            module: module, description: description, documentReference: documentReference, client: client,
            costCentre: costCentre, project: project, product: product)
    }
}
