// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Leads as they are now.
enum LeadStore {
    static func lead(
        _ id: LeadID, of sight: Sight, in database: some PostgresExecutor
    ) async throws -> LeadRecord? {
        try await database.optionalRow(statement(id, of: sight), as: LeadRecord.self)
    }

    /// Throws `LeadNotFound`, `LeadConverted` and `VersionConflict`. Who is late with a lead that has been converted is
    /// told what it has become.
    static func open(_ id: LeadID, ifVersion: Version, in write: ClientWrite) async throws -> LeadRecord {
        guard let present = try await lead(id, of: write.sight, in: write.transaction) else {
            throw LeadNotFound()
        }
        if let erasedAt = present.lead.erasedAt { throw SubjectErased(erasedAt: erasedAt) }
        if let conversion = present.lead.conversion {
            throw LeadConverted(
                client: conversion.client, contact: conversion.contact, opportunity: conversion.opportunity)
        }
        guard present.lead.version == ifVersion else { throw VersionConflict(currentVersion: present.lead.version) }
        return present
    }

    static func statement(_ id: LeadID, of sight: Sight) -> SQL {
        """
        select \(record), \(hidesReferrer(from: sight)) from clients.lead
        where lead.organisation_id = \(sight.organisation) and lead.lead_id = \(id)\(sees(sight))
        """
    }

    static func page(
        _ filter: LeadFilter, of sight: Sight, after lead: LeadID?, limit: Int,
        in database: some PostgresExecutor
    ) async throws -> [LeadRecord] {
        try await database.rows(statement(filter, of: sight, after: lead, limit: limit), as: LeadRecord.self)
    }

    /// Only what is asked for stands in the statement, so that each combination is planned by itself.
    static func statement(
        _ filter: LeadFilter, of sight: Sight, after lead: LeadID?, limit: Int
    ) -> SQL {
        var condition: SQL = "lead.organisation_id = \(sight.organisation)"
        if let status = filter.status { condition += " and lead.status = \(status)" }
        if let owner = filter.owner { condition += " and lead.owner_id = \(owner)" }
        if let client = filter.client { condition += " and lead.client_id = \(client)" }
        if let text = filter.text { condition += " and lead.words @@ clients.search(\(sight.organisation), \(text))" }
        condition += " and lead.erased_at is null\(sees(sight))"
        return """
            select \(record), \(hidesReferrer(from: sight))
            from (
                select lead.organisation_id, lead.lead_id, lead.version, lead.referred_by from clients.lead
                where \(condition) and lead.lead_id > \(lead ?? LeadID(UUIDValue(high: 0, low: 0)))
                order by lead.lead_id limit \(limit)
            ) as lead
            order by lead.lead_id
            """
    }

    /// The condition, beginning with `and`, that the caller sees a lead: one that is no client's yet and has an owner
    /// is seen by him and those above him, one without an owner by each who reads leads, so that somebody takes it;
    /// one that was converted is as hidden as its client.
    static func sees(_ sight: Sight) -> SQL {
        if sight.limited == nil { return "" }
        return """
             and (
                lead.client_id is null and (lead.owner_id is null or (true\(sight.oversees("lead.owner_id"))))
                or lead.client_id is not null and true\(sight.sees("lead.client_id")))
            """
    }

    /// Whether the caller sees the lead; `id` is an expression of the statement.
    static func isSeen(_ id: SQL, by sight: Sight) -> SQL {
        """
        exists (
            select from clients.lead
            where lead.organisation_id = \(sight.organisation) and lead.lead_id = \(id)\(sees(sight)))
        """
    }

    /// The condition, beginning with `and`, that a `place` of a timeline is of no lead that the caller does not see:
    /// a lead stands in the timeline of who referred it, and is not seen by all who see him.
    static func leavesOutHidden(from sight: Sight) -> SQL {
        if sight.limited == nil { return "" }
        return """
             and (place.kind <> 'lead' or exists (
                select from clients.feed as told
                where told.organisation_id = \(sight.organisation) and told.position = place.position
                    and \(isSeen("told.record_id", by: sight))))
            """
    }

    /// Of a `lead`: whether a client referred it whom the caller does not see.
    static func hidesReferrer(from sight: Sight) -> SQL {
        if sight.limited == nil { return "false" }
        return "lead.referred_by is not null and not (true\(sight.sees("lead.referred_by")))"
    }

    /// Of a `lead`. Looked up by itself, so that no plan reads the history of all leads instead.
    static var record: SQL {
        """
        (
            select fact.record from clients.fact
            where fact.organisation_id = lead.organisation_id and fact.kind = 'lead'
                and fact.record_id = lead.lead_id and fact.version = lead.version
        )
        """
    }

    /// Throws `ClientNotFound`.
    static func requireClient(_ client: ClientID, in write: ClientWrite) async throws {
        guard try await ClientStore.exists(client, of: write.sight, in: write.transaction) else {
            throw ClientNotFound()
        }
    }

    /// Puts the record in the place of the one before, if any, without publishing it.
    static func put(_ lead: Lead, in write: ClientWrite) async throws {
        try await write.transaction.execute(
            """
            insert into clients.lead (
                organisation_id, lead_id, version, status, owner_id, referred_by, client_id, contact_id,
                opportunity_id, searched, erased_at)
            values (\(write.organisation), \(lead.id), \(lead.version), \(lead.status), \(lead.owner),
                \(lead.referredBy), \(lead.conversion?.client), \(lead.conversion?.contact),
                \(lead.conversion?.opportunity), \(LeadRules.searched(lead)), \(lead.erasedAt))
            on conflict on constraint lead_id_is_unique do update set
                version = excluded.version, status = excluded.status, owner_id = excluded.owner_id,
                referred_by = excluded.referred_by, client_id = excluded.client_id, contact_id = excluded.contact_id,
                opportunity_id = excluded.opportunity_id, searched = excluded.searched,
                erased_at = excluded.erased_at
            """)
    }
}

struct LeadRecord: RowDecodable {
    /// With whoever referred it.
    let lead: Lead
    private let hidesReferrer: Bool
    /// Bytes of the record as JSON.
    let size: Int

    init(row: inout Row) throws {
        let record: [UInt8] = try row.next()
        lead = try StoredRecord.decode(Lead.self, record)
        hidesReferrer = try row.next()
        size = record.count
    }

    /// What the caller sees of it.
    var shown: Lead { shown(lead) }

    /// The same of what the caller has made of it, naming no client whom he does not see.
    func shown(_ changed: Lead) -> Lead {
        hidesReferrer && changed.referredBy == lead.referredBy ? changed.shown(at: []) : changed
    }
}
