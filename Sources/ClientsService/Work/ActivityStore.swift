// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// What was done with clients; the record is its fact.
enum ActivityStore {
    /// Without publishing it.
    static func put(_ activity: Activity, in write: ClientWrite) async throws {
        _ = try await write.transaction.pipeline(
            .execute(insert(activity, in: write)), .execute(insertContacts(of: activity, in: write)))
    }

    private static func insert(_ activity: Activity, in write: ClientWrite) -> SQL {
        """
        insert into clients.activity (organisation_id, activity_id, client_id, kind, happened_at, is_two_way)
        values (
            \(write.organisation), \(activity.id), \(activity.client), \(activity.kind), \(activity.happenedAt),
            \(activity.isTwoWay))
        """
    }

    private static func insertContacts(of activity: Activity, in write: ClientWrite) -> SQL {
        """
        insert into clients.activity_contact (
            organisation_id, client_id, contact_id, happened_at, activity_id, is_two_way)
        select distinct \(write.organisation)::uuid, \(activity.client)::uuid, contact_id,
            \(activity.happenedAt)::timestamptz, \(activity.id)::uuid, \(activity.isTwoWay)::boolean
        from unnest(\(activity.contacts)) as contact_id
        """
    }
}

extension ClientFact {
    static func activity(_ activity: Activity) throws -> ClientFact {
        try ClientFact(
            .activity, activity.id.uuid, Version(unchecked: 1), activity, about: [activity.client],
            at: activity.happenedAt)
    }

    static func task(_ task: ClientTask) throws -> ClientFact {
        try ClientFact(.task, task.id.uuid, task.version, task, about: task.client.map { [$0] } ?? [])
    }
}
