// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit

extension CalendarDate {
    static func day(_ text: String) throws -> CalendarDate {
        try CalendarDate(validating: text)
    }
}

extension ClientsUnderTest {
    @discardableResult
    func relate(
        _ contact: ContactID, at client: ClientID, from: String, until: String? = nil,
        as role: RelationshipRole? = nil, reportsTo: ContactID? = nil, ifVersion: Version? = nil,
        key: IdempotencyKey? = nil
    ) async throws -> Relationship {
        try await call(
            Relate(
                idempotencyKey: key ?? .fresh(), client: client, contact: contact, ifVersion: ifVersion,
                from: .day(from), until: until.map { try .day($0) }, role: role, reportsTo: reportsTo)
        ).relationship
    }

    func map(
        _ client: ClientID, asOf day: String, staleAfterDays: Int64? = nil
    ) async throws
        -> GetRelationshipMap.Response
    {
        try await call(
            GetRelationshipMap(
                client: client, asOf: .day(day), staleAfterDays: staleAfterDays.map(StaleDays.init(unchecked:))))
    }
}
