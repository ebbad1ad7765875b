// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

extension Sight {
    /// Those of some clients that the caller sees, or that went into one that he sees: what is kept of the past names
    /// clients as they were then. A query with one column; not for who sees all clients.
    func seenSince(_ clients: SQL) -> SQL {
        """
        select named.client_id from unnest(\(clients)) as named (client_id)
        where exists (
            with recursive went as (
                select named.client_id
                union
                select merge.into_id from went
                join clients.merge on merge.organisation_id = \(organisation) and merge.from_id = went.client_id
                    and merge.unmerged_at is null
            )
            select from went where true\(sees("went.client_id")))
        """
    }
}
