// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Opportunities as they are now.
enum OpportunityStore {
    static func opportunity(
        _ id: OpportunityID, of sight: Sight, in database: some PostgresExecutor
    ) async throws -> Opportunity? {
        try await database.optionalRow(statement(id, of: sight), as: OpportunityRecord.self)?.opportunity
    }

    /// Throws `OpportunityNotFound`, `VersionConflict` and `OpportunityClosed`.
    static func open(_ id: OpportunityID, ifVersion: Version, in write: ClientWrite) async throws -> Opportunity {
        guard let present = try await opportunity(id, of: write.sight, in: write.transaction) else {
            throw OpportunityNotFound()
        }
        guard present.version == ifVersion else { throw VersionConflict(currentVersion: present.version) }
        if let closing = present.closing { throw OpportunityClosed(outcome: closing.outcome) }
        return present
    }

    static func statement(_ id: OpportunityID, of sight: Sight) -> SQL {
        """
        select \(OpportunityListStore.record) from clients.opportunity
        where opportunity.organisation_id = \(sight.organisation) and opportunity.opportunity_id = \(id)
            \(sight.sees("opportunity.client_id"))
        """
    }

    /// Throws `ClientNotFound`, and `ContactNotAtClient` for a contact who has no position there.
    static func require(_ client: ClientID, contact: ContactID?, in write: ClientWrite) async throws {
        let (hasClient, isPlaced) = try await write.transaction.row(
            """
            select
                exists (select from clients.client
                    where client.organisation_id = \(write.organisation) and client.client_id = \(client)
                        \(write.sight.sees("client.client_id"))),
                exists (select from clients.contact_position
                    where organisation_id = \(write.organisation) and client_id = \(client)
                        and contact_id = \(contact))
            """, as: (Bool, Bool).self)
        guard hasClient else { throw ClientNotFound() }
        guard let contact else { return }
        guard isPlaced else { throw ContactNotAtClient(contact: contact) }
        try await ErasureStore.requireKept([contact], in: write)
    }

    /// The next version of a record, put in its place and published. The last step of a write.
    static func save(_ changed: Opportunity, in write: ClientWrite) async throws -> Opportunity {
        var next = changed
        next.version = changed.version.next
        next.updatedAt = write.now
        try await put(next, in: write)
        try await write.publish([.opportunity(next)])
        return next
    }

    /// Puts the record in the place of the one before, if any, without publishing it.
    static func put(_ opportunity: Opportunity, in write: ClientWrite) async throws {
        _ = try await write.transaction.batch([
            """
            insert into clients.opportunity (
                organisation_id, opportunity_id, client_id, version, business, stage, outcome, closed_on, probability,
                currency, minor_units, expected_close_on, owner_id, name)
            values (\(write.organisation), \(opportunity.id), \(opportunity.client), \(opportunity.version),
                \(opportunity.kind), \(opportunity.stage), \(opportunity.closing?.outcome),
                \(opportunity.closing?.on), \(opportunity.probability), \(opportunity.amount.currency),
                \(opportunity.amount.minorUnits), \(opportunity.expectedCloseOn), \(opportunity.owner),
                \(opportunity.name))
            on conflict on constraint opportunity_id_is_unique do update set
                version = excluded.version, business = excluded.business, stage = excluded.stage,
                outcome = excluded.outcome, closed_on = excluded.closed_on, probability = excluded.probability,
                currency = excluded.currency, minor_units = excluded.minor_units,
                expected_close_on = excluded.expected_close_on, owner_id = excluded.owner_id, name = excluded.name
            """,
            """
            delete from clients.opportunity_line
            where organisation_id = \(write.organisation) and opportunity_id = \(opportunity.id)
            """,
            """
            insert into clients.opportunity_line (organisation_id, opportunity_id, place, product_id)
            select \(write.organisation)::uuid, \(opportunity.id)::uuid, given.place, given.product_id
            from unnest(\(opportunity.lines.map(\.product))) with ordinality as given (product_id, place)
            """,
        ])
    }
}

struct OpportunityRecord: RowDecodable {
    let opportunity: Opportunity
    /// Bytes of the record as JSON.
    let size: Int

    init(row: inout Row) throws {
        let record: [UInt8] = try row.next()
        opportunity = try StoredRecord.decode(Opportunity.self, record)
        size = record.count
    }
}
