// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// What was decided about the uses of contacts' data.
enum ConsentStore {
    static func insert(_ consent: Consent, in write: ClientWrite) -> SQL {
        """
        insert into clients.consent (
            organisation_id, contact_id, consent_id, number, purpose, basis, decision, decided_at, evidence,
            recorded_at)
        values (\(write.organisation), \(consent.contact), \(consent.id), \(consent.number), \(consent.purpose),
            \(consent.basis), \(consent.decision), \(consent.decidedAt), \(consent.evidence), \(consent.recordedAt))
        """
    }

    /// Of the contact's next decision.
    static func nextNumber(of contact: ContactID, in write: ClientWrite) async throws -> Count {
        try await write.transaction.row(
            """
            select coalesce(max(number), 0) + 1 from clients.consent
            where organisation_id = \(write.organisation) and contact_id = \(contact)
            """, as: Count.self)
    }

    static func page(
        _ filter: ConsentFilter, of sight: Sight, after number: Count?, limit: Int,
        in database: some PostgresExecutor
    ) async throws -> [Consent] {
        try await database.rows(
            statement(filter, of: sight, after: number, limit: limit), as: ConsentRecord.self
        ).map(\.consent)
    }

    static func statement(
        _ filter: ConsentFilter, of sight: Sight, after number: Count?, limit: Int
    ) -> SQL {
        var condition: SQL = """
            consent.organisation_id = \(sight.organisation) and consent.contact_id = \(filter.contact)
            """
        if sight.limited != nil {
            condition += """
                 and exists (
                    select from clients.contact
                    where contact.organisation_id = \(sight.organisation) and contact.contact_id = \(filter.contact)
                        \(ContactStore.sees(sight)))
                """
        }
        if let purpose = filter.purpose { condition += " and consent.purpose = \(purpose)" }
        if let instant = filter.inForceAt {
            condition += """
                 and consent.decided_at <= \(instant) and not exists (
                    select from clients.consent as later
                    where later.organisation_id = consent.organisation_id and later.contact_id = consent.contact_id
                        and later.purpose = consent.purpose and later.decided_at <= \(instant)
                        and (later.decided_at, later.number) > (consent.decided_at, consent.number))
                """
        }
        return """
            select consent_id, contact_id, number, purpose, basis, decision, decided_at, evidence, recorded_at
            from clients.consent
            where \(condition) and consent.number > \(number ?? Count(0))
            order by number limit \(limit)
            """
    }
}

private struct ConsentRecord: RowDecodable {
    let consent: Consent

    init(row: inout Row) throws {
        consent = Consent(
            id: try row.next(), contact: try row.next(), number: try row.next(), purpose: try row.next(),
            basis: try row.next(), decision: try row.next(), decidedAt: try row.next(), evidence: try row.next(),
            recordedAt: try row.next())
    }
}
