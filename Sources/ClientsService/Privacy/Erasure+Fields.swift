// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

extension Erasure {
    /// Custom fields of clients, which stand in columns of their own, and by what records are found by theirs. Those of
    /// other records are in their facts. Before the names of clients are taken out.
    mutating func eraseFields() async throws {
        if let contact = person.contact {
            tallies[.fieldValue, default: Tally()].erased += try await write.transaction.execute(
                """
                delete from clients.field_value
                where organisation_id = \(person.organisation) and subject = 'contact' and record_id = \(contact.id)
                """)
        }
        let found = try await write.transaction.rows(
            SubjectStore.clientFields(person), as: (ClientID, Version, [UInt8], Bool).self)
        for (client, version, fields, isHis) in found {
            let redacted = isHis ? nil : try RecordTexts.rewriting(fields, person.words.redacted)
            if !isHis, redacted == nil { continue }
            tallies[.clientVersion, default: Tally()].pseudonymised += try await write.transaction.execute(
                """
                update clients.client_version set fields = \(redacted)
                where organisation_id = \(person.organisation) and client_id = \(client) and version = \(version)
                """)
            tallies[.client, default: Tally()].pseudonymised += try await write.transaction.execute(
                """
                update clients.client set fields = \(redacted)
                where organisation_id = \(person.organisation) and client_id = \(client) and version = \(version)
                """)
        }
        let his = found.filter(\.3).map(\.0)
        tallies[.fieldValue, default: Tally()].erased += try await write.transaction.execute(
            SubjectStore.fieldKeys(person, ofHis: his))
        try await eraseFieldsOfOutcomes(of: [person.contact?.id.uuid].compactMap(\.self), "contact")
        try await eraseFieldsOfOutcomes(of: his.map(\.uuid), "client")
    }

    /// What commands answered with the records.
    private mutating func eraseFieldsOfOutcomes(of records: [UUIDValue], _ member: String) async throws {
        if records.isEmpty { return }
        let path = ["result", member]
        tallies[.idempotencyKey, default: Tally()].pseudonymised += try await write.transaction.execute(
            """
            update clients.idempotency_key set outcome = convert_to(
                (convert_from(outcome, 'UTF8')::jsonb #- \(path + ["fields"]))::text, 'UTF8')
            where organisation_id = \(person.organisation) and outcome is not null
                and convert_from(outcome, 'UTF8')::jsonb #>> \(path + ["id"]) = any(\(records.map(\.description)))
                and convert_from(outcome, 'UTF8')::jsonb #> \(path + ["fields"]) is not null
            """)
    }
}

extension SubjectStore {
    /// Of his clients that name him there, and of those that are he and signed nothing.
    static func clientFields(_ person: SubjectPerson) throws -> SQL {
        """
        select version.client_id, version.version, version.fields, his.is_his
        from clients.client_version as version
        cross join lateral (
            select version.kind = 'person' and lower(version.name collate "und-x-icu") like any(\(try person.patterns))
                and not \(isParty("version.client_id", person.organisation)) as is_his
        ) as his
        where version.organisation_id = \(person.organisation) and version.client_id = any(\(person.clients))
            and version.fields is not null and (his.is_his
                or lower(convert_from(version.fields, 'UTF8') collate "und-x-icu") like any(\(try person.patterns)))
        order by version.client_id, version.version
        """
    }

    /// Deletes those that name him, of his clients and of their records.
    static func fieldKeys(_ person: SubjectPerson, ofHis clients: [ClientID]) throws -> SQL {
        """
        delete from clients.field_value as value
        where value.organisation_id = \(person.organisation)
            and (value.subject = 'client' and value.record_id = any(\(clients))
                or value.key like any(array(
                    select clients.plain(pattern) from unnest(\(try person.patterns)) as pattern))
                and value.record_id in (
                    select client_id from unnest(\(person.clients)) as his (client_id)
                    union all
                    select opportunity_id from clients.opportunity
                    where organisation_id = \(person.organisation) and client_id = any(\(person.clients))
                    union all
                    select contract_id from clients.contract
                    where organisation_id = \(person.organisation) and client_id = any(\(person.clients))
                ))
        """
    }
}
