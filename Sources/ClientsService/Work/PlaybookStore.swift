// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Playbooks as they are now, and what was started of them; the record is the fact of its version.
enum PlaybookStore {
    /// Throws `PlaybookNotFound`.
    static func playbook(_ id: PlaybookID, in write: ClientWrite) async throws -> Playbook {
        let found = try await write.transaction.optionalRow(
            """
            select \(record) from clients.playbook
            where playbook.organisation_id = \(write.organisation) and playbook.playbook_id = \(id)
            """, as: StoredFact<Playbook>.self)
        guard let found else { throw PlaybookNotFound() }
        return found.record
    }

    static func statement(
        _ purpose: PlaybookPurpose?, of organisation: OrganisationID, after playbook: PlaybookID?, limit: Int64
    ) -> SQL {
        var condition: SQL = "playbook.organisation_id = \(organisation)"
        if let purpose { condition += " and playbook.purpose = \(purpose)" }
        return """
            select \(record) from clients.playbook
            where \(condition)
                and playbook.playbook_id > \(playbook ?? PlaybookID(UUIDValue(high: 0, low: 0)))
            order by playbook.playbook_id limit \(limit)
            """
    }

    /// Of a `playbook`.
    private static var record: SQL {
        """
        (
            select fact.record from clients.fact
            where fact.organisation_id = playbook.organisation_id and fact.kind = 'playbook'
                and fact.record_id = playbook.playbook_id and fact.version = playbook.version
        )
        """
    }

    /// Puts the record in the place of the one before, if any, and publishes it. The last step of a write.
    static func save(_ playbook: Playbook, in write: ClientWrite) async throws {
        _ = try await write.transaction.execute(
            """
            insert into clients.playbook (organisation_id, playbook_id, version, purpose)
            values (\(write.organisation), \(playbook.id), \(playbook.version), \(playbook.purpose))
            on conflict on constraint playbook_id_is_unique do update set
                version = excluded.version, purpose = excluded.purpose
            """)
        try await write.publish([ClientFact(.playbook, playbook.id.uuid, playbook.version, playbook)])
    }

    /// Puts a run and its tasks, and publishes them. The last step of a write.
    static func save(_ run: PlaybookRun, _ tasks: [ClientTask], in write: ClientWrite) async throws {
        _ = try await write.transaction.execute(
            """
            insert into clients.playbook_run (organisation_id, run_id, client_id, playbook_id)
            values (\(write.organisation), \(run.id), \(run.client), \(run.playbook))
            """)
        try await TaskStore.put(tasks, in: write)
        let started = try ClientFact(
            .playbookRun, run.id.uuid, Version(unchecked: 1), run, about: [run.client])
        try await write.publish([started] + tasks.map(ClientFact.task))
    }

    /// Who has each role for the client on the day, the primary one first and then by the greatest share.
    static func team(
        of client: ClientID, on day: CalendarDate, in write: ClientWrite
    ) async throws -> [AssignmentRole: UserID] {
        let members = try await write.transaction.rows(
            """
            select distinct on (role) role, user_id from clients.assignment
            where organisation_id = \(write.organisation) and client_id = \(client) and days @> \(day)
            order by role, is_primary desc, share desc, assignment_id
            """, as: (AssignmentRole, UserID).self)
        return Dictionary(uniqueKeysWithValues: members)
    }

    /// Throws `RiskNotFound` unless it is the client's.
    static func requireRisk(_ risk: RiskID, of client: ClientID, in write: ClientWrite) async throws {
        let isKnown = try await write.transaction.row(
            """
            select exists (
                select from clients.risk
                where organisation_id = \(write.organisation) and risk_id = \(risk) and client_id = \(client))
            """, as: Bool.self)
        guard isKnown else { throw RiskNotFound() }
    }
}
