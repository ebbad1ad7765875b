// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ClientsService
import Contracts
import JSONRPC
import TestKit

extension CalendarDate: ExpressibleByStringLiteral {
    /// A day of a test: `"2026-03-01"`.
    package init(stringLiteral text: String) {
        guard let date = CalendarDate(text) else { preconditionFailure("\(text) is no day") }
        self = date
    }
}

extension UserID {
    /// The same one for the same number.
    static func number(_ number: Int) -> UserID {
        UserID(UUIDValue(high: 0x0199_0000_0000_7009, low: 0x8000_0000_0000_0000 + UInt64(number)))
    }

    static let ann = number(1)
    static let bob = number(2)
    static let cleo = number(3)
}

extension Assign {
    static func of(
        _ user: UserID, to client: Client, _ role: AssignmentRole = .accountManager, key: IdempotencyKey? = nil,
        ifVersion: Int64? = nil, share: Int64? = nil, isPrimary: Bool? = nil, from: CalendarDate,
        to last: CalendarDate? = nil, formerPrimary: FormerPrimary? = nil
    ) throws -> Assign {
        try Assign(
            idempotencyKey: key ?? .fresh(), client: client.id,
            ifVersion: ifVersion.map { Version(unchecked: $0) } ?? client.version, user: user, role: role,
            share: share.map { try SharePercent(validating: $0) }, isPrimary: isPrimary, from: from, to: last,
            formerPrimary: formerPrimary)
    }
}

extension ClientsUnderTest {
    /// Assigns with the version that the client has.
    @discardableResult
    func assign(
        _ user: UserID, to client: Client, _ role: AssignmentRole = .accountManager, share: Int64? = nil,
        isPrimary: Bool? = nil, from: CalendarDate, to last: CalendarDate? = nil, formerPrimary: FormerPrimary? = nil
    ) async throws -> Assign.Response {
        let present = try await call(GetClient(client: client.id)).client
        return try await call(
            Assign.of(
                user, to: present, role, share: share, isPrimary: isPrimary, from: from, to: last,
                formerPrimary: formerPrimary))
    }

    /// Ends with the version that the client has.
    func end(_ assignment: Assignment, on last: CalendarDate) async throws -> EndAssignment.Response {
        let present = try await call(GetClient(client: assignment.client)).client
        return try await call(
            EndAssignment(
                idempotencyKey: .fresh(), client: present.id, ifVersion: present.version, assignment: assignment.id,
                to: last))
    }

    func team(
        of client: Client, _ role: AssignmentRole? = nil, asOf day: CalendarDate? = nil
    ) async throws -> [Assignment] {
        try await call(
            ListAssignments(
                filter: AssignmentFilter(client: client.id, role: role, asOf: day),
                limit: PageLimit(unchecked: 1000))
        ).items
    }

    func portfolio(of user: UserID, asOf day: CalendarDate) async throws -> [PortfolioItem] {
        try await call(GetPortfolio(user: user, asOf: day, limit: PageLimit(unchecked: 1000))).items
    }
}

extension Assignment {
    /// `1 2026-01-01...2026-01-31 100 primary`: the user's number, the days, the share.
    var label: String {
        "\(user.uuid.low & 0xFFFF) \(from.text)...\(to?.text ?? "") \(share.rawValue)" + (isPrimary ? " primary" : "")
    }
}
