// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Needs as they are now; the record is the fact of its version.
enum NeedStore {
    /// Throws `NeedNotFound` and `VersionConflict`.
    static func need(_ id: NeedID, ifVersion: Version?, in write: ClientWrite) async throws -> Need {
        let found = try await write.transaction.optionalRow(
            """
            select \(record) from clients.need
            where need.organisation_id = \(write.organisation) and need.need_id = \(id)
                \(write.sight.sees("need.client_id"))
            """, as: StoredFact<Need>.self)
        guard let need = found?.record else { throw NeedNotFound() }
        guard need.version == ifVersion else { throw VersionConflict(currentVersion: need.version) }
        return need
    }

    static func statement(
        _ filter: NeedFilter, of sight: Sight, after need: NeedID?, limit: Int64
    ) -> SQL {
        var condition: SQL = "need.organisation_id = \(sight.organisation)\(sight.sees("need.client_id"))"
        if let client = filter.client { condition += " and need.client_id = \(client)" }
        if let kind = filter.kind { condition += " and need.kind = \(kind)" }
        if let state = filter.state { condition += " and need.state = \(state)" }
        return """
            select \(record)
            from (
                select need.organisation_id, need.need_id, need.version from clients.need
                where \(condition) and need.need_id > \(need ?? NeedID(UUIDValue(high: 0, low: 0)))
                order by need.need_id limit \(limit)
            ) as need
            order by need.need_id
            """
    }

    /// Of a `need`.
    private static var record: SQL {
        """
        (
            select fact.record from clients.fact
            where fact.organisation_id = need.organisation_id and fact.kind = 'need'
                and fact.record_id = need.need_id and fact.version = need.version
        )
        """
    }

    /// Puts the record in the place of the one before, if any, and publishes it. The last step of a write.
    static func save(_ need: Need, in write: ClientWrite) async throws {
        _ = try await write.transaction.execute(
            """
            insert into clients.need (organisation_id, need_id, version, client_id, kind, state)
            values (
                \(write.organisation), \(need.id), \(need.version), \(need.client), \(need.kind), \(need.state))
            on conflict on constraint need_id_is_unique do update set
                version = excluded.version, kind = excluded.kind, state = excluded.state
            """)
        try await write.publish([ClientFact(.need, need.id.uuid, need.version, need, about: [need.client])])
    }
}

enum NeedRules {
    static func requireAllowed(_ command: RecordNeed) throws(InvalidParams) {
        var violations: [InvalidParams.Violation] = []
        if (command.need == nil) != (command.ifVersion == nil) {
            violations.append(.init(path: "$.ifVersion", rule: "must be given exactly when need is"))
        }
        if command.metBy != nil, command.state != .met {
            violations.append(.init(path: "$.metBy", rule: "must be given with the state met alone"))
        }
        if command.metByLine != nil, command.metBy == nil {
            violations.append(.init(path: "$.metByLine", rule: "must be given with metBy alone"))
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }

    static func need(_ id: NeedID, after present: Need?, by command: RecordNeed, at now: Instant) -> Need {
        Need(
            id: id, version: present?.version.next ?? Version(unchecked: 1), client: command.client,
            contact: command.contact, kind: command.kind, priority: command.priority, statement: command.statement,
            detail: command.detail, state: command.state ?? .open, metBy: command.metBy,
            metByLine: command.metByLine, createdAt: present?.createdAt ?? now, updatedAt: now)
    }
}
