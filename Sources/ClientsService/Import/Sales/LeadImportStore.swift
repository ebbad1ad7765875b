// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// What an import reads and writes of leads.
enum LeadImportStore {
    /// What there is of the leads that rows name, by the rows' indices.
    struct Known {
        var leads: [Int: Lead] = [:]
        /// Rows whose id is that of a lead which the caller does not see.
        var hidden: Set<Int> = []

        func lead(of index: Int) throws(RejectedRow) -> Lead? {
            guard !hidden.contains(index) else {
                throw RejectedRow(.taken, .externalId, "must not be another lead's")
            }
            if leads[index]?.erasedAt != nil {
                throw RejectedRow(.taken, .externalId, "must not be of a person whose data was erased")
            }
            return leads[index]
        }
    }

    static func known(
        _ rows: [LeadImportRow], system: ExternalSystem, in write: ClientWrite
    ) async throws -> Known {
        var known = Known()
        if rows.isEmpty { return known }
        let found = try await write.transaction.rows(
            statement(rows.map(\.externalID), rows.map(\.ownID), system: system, of: write.sight),
            as: (Int, Bool, [UInt8]).self)
        for (index, isSeen, record) in found {
            if isSeen {
                known.leads[index] = try StoredRecord.decode(Lead.self, record)
            } else {
                known.hidden.insert(index)
            }
        }
        return known
    }

    /// Leads by their own ids, or else by their external ids, and whether the caller sees them.
    static func statement(
        _ externalIDs: [Text<1, 200>], _ ids: [LeadID?], system: ExternalSystem, of sight: Sight
    ) -> SQL {
        """
        select lead.ordinal - 1, true\(LeadStore.sees(sight)), \(LeadStore.record)
        from (
            select given.ordinal, lead.*
            \(ImportedRecords.named("lead", externalIDs, "\(ids)", system: system, of: sight.organisation))
        ) as lead
        """
    }

    /// Many leads as `LeadStore.put` puts one, without publishing them, and what the system calls the new ones.
    static func put(
        _ changed: [(draft: LeadDraft, lead: Lead)], system: ExternalSystem, in write: ClientWrite
    ) async throws {
        let leads = changed.map(\.lead)
        let created = changed.filter { $0.draft.present == nil }
        _ = try await write.transaction.batch([
            """
            insert into clients.lead (organisation_id, lead_id, version, status, owner_id, searched)
            select \(write.organisation)::uuid, lead_id, version, status, owner_id, searched
            from unnest(
                \(leads.map(\.id)), \(leads.map(\.version)), \(leads.map(\.status)), \(leads.map(\.owner)),
                \(leads.map(LeadRules.searched)))
                as given (lead_id, version, status, owner_id, searched)
            on conflict on constraint lead_id_is_unique do update set
                version = excluded.version, status = excluded.status, owner_id = excluded.owner_id,
                searched = excluded.searched
            """,
            """
            insert into clients.lead_external_id (organisation_id, system, external_id, lead_id)
            select \(write.organisation)::uuid, \(system), external_id, lead_id
            from unnest(\(created.map(\.draft.externalID)), \(created.map(\.lead.id)))
                as given (external_id, lead_id)
            """,
        ])
    }
}
