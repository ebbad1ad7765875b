// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// The records that rows of a file mean.
enum ImportedRecords {
    /// Of each `given` row the record, called `name`, whether the caller sees it or not: by its own id, or else by what
    /// the system calls it. `clients.NAME` has the column `NAME_id`, `clients.NAME_external_id` the system's names.
    ///
    /// Looked up row by row, so that no plan reads all of a table that grows with every call.
    static func named(
        _ name: SQL, _ externalIDs: [Text<1, 200>], _ ids: SQL, system: ExternalSystem,
        of organisation: OrganisationID
    ) -> SQL {
        """
        from unnest(\(externalIDs), \(ids)) with ordinality as given (external_id, own_id, ordinal)
        left join lateral (
            select record.\(name)_id as id from clients.\(name) as record
            where record.organisation_id = \(organisation) and record.\(name)_id = given.own_id
            limit 1
        ) as own on true
        left join lateral (
            select known.\(name)_id as id from clients.\(name)_external_id as known
            where known.organisation_id = \(organisation) and known.system = \(system)
                and known.external_id = given.external_id
            limit 1
        ) as known on true
        cross join lateral (
            select * from clients.\(name) as record
            where record.organisation_id = \(organisation) and record.\(name)_id = coalesce(own.id, known.id)
            limit 1
        ) as \(name)
        """
    }
}
