// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// Whose data was erased.
enum ErasureStore {
    /// Throws `SubjectErased` for the first of the contacts whose data was.
    static func requireKept(_ contacts: [ContactID], in write: ClientWrite) async throws {
        if contacts.isEmpty { return }
        let erased = try await write.transaction.optionalRow(
            """
            select erased_at from clients.contact
            where organisation_id = \(write.organisation) and contact_id = any(\(contacts))
                and erased_at is not null
            order by contact_id limit 1
            """, as: Instant.self)
        if let erased { throw SubjectErased(erasedAt: erased) }
    }

    static func record(
        _ kinds: [ClientFeedItem.Kind], _ records: [UUIDValue], by author: String, in write: ClientWrite
    ) -> SQL {
        """
        insert into clients.erasure (organisation_id, kind, record_id, erased_at, erased_by)
        select \(write.organisation)::uuid, kind, record_id, \(write.now), \(author)
        from unnest(\(kinds), \(records)) as given (kind, record_id)
        on conflict on constraint erasure_once_an_instant do nothing
        """
    }
}
