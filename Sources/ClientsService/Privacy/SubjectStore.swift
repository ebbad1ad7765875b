// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// What is kept about a person.
enum SubjectStore {
    /// Facts in the order of an export.
    struct Place: Codable, Sendable, Equatable {
        let kind: ClientFeedItem.Kind
        let record: RecordID
        let version: Version
    }

    /// All versions, oldest first.
    static func versions(
        _ kind: ClientFeedItem.Kind, _ records: [UUIDValue], _ organisation: OrganisationID
    ) -> SQL {
        """
        select record from clients.fact
        where organisation_id = \(organisation) and kind = \(kind) and record_id = any(\(records))
        order by record_id, version
        """
    }

    static func leads(became contact: ContactID?, at clients: [ClientID], _ organisation: OrganisationID) -> SQL {
        """
        select \(leadRecord) from clients.lead
        where lead.organisation_id = \(organisation) and lead.client_id = any(\(clients))
            and lead.contact_id = \(contact)
        """
    }

    /// Leads with a word in common; at most a thousand, of which those with the address are taken.
    static func leads(searched address: String, _ organisation: OrganisationID) -> SQL {
        """
        select \(leadRecord) from clients.lead
        where lead.organisation_id = \(organisation)
            and lead.words @@ clients.search(\(organisation), \(address), false)
        limit 1000
        """
    }

    private static var leadRecord: SQL {
        """
        (
            select fact.record from clients.fact
            where fact.organisation_id = lead.organisation_id and fact.kind = 'lead'
                and fact.record_id = lead.lead_id and fact.version = lead.version
        )
        """
    }

    /// Facts that name the person or refer to him: among those about his clients, his own, and tasks about no client. A
    /// contact of the same name is somebody else.
    static func facts(_ person: SubjectPerson, after place: Place? = nil, limit: Int64? = nil) throws -> SQL {
        let patterns = try person.patterns
        var bound: SQL = ""
        if let place {
            bound = """
                 and (fact.kind, fact.record_id, fact.version)
                    > (\(place.kind) collate "C", \(place.record.uuid), \(place.version))
                """
        }
        let last: SQL = limit.map { " limit \($0)" } ?? ""
        return """
            select fact.kind, fact.record_id, fact.version, fact.record, fact.recorded_at, fact.recorded_by
            from (
                -- Versions that a merge wrote are in no timeline.
                select version.kind, version.record_id, version.version
                from (
                    select distinct item.kind, item.record_id
                    from clients.timeline as place
                    join clients.feed as item
                        on item.organisation_id = place.organisation_id and item.position = place.position
                    where place.organisation_id = \(person.organisation)
                        and place.client_id = any(\(person.clients)) and item.record_id is not null
                ) as known
                join clients.fact as version
                    on version.organisation_id = \(person.organisation) and version.kind = known.kind
                        and version.record_id = known.record_id
                union
                select own.kind, own.record_id, own.version from clients.fact as own
                where own.organisation_id = \(person.organisation) and own.kind in ('contact', 'lead')
                    and own.record_id = any(\(person.ids))
                union
                select version.kind, version.record_id, version.version
                from clients.task
                join clients.fact as version
                    on version.organisation_id = task.organisation_id and version.kind = 'task'
                        and version.record_id = task.task_id
                where task.organisation_id = \(person.organisation) and task.client_id is null
            ) as place
            join clients.fact
                on fact.organisation_id = \(person.organisation) and fact.kind = place.kind
                    and fact.record_id = place.record_id and fact.version = place.version
            where (fact.record_id = any(\(person.ids)) or fact.kind <> 'contact'
                    and lower(convert_from(fact.record, 'UTF8') collate "und-x-icu") like any(\(patterns)))\(bound)
            order by fact.kind, fact.record_id, fact.version\(last)
            """
    }

    /// Versions of his clients that name him.
    static func clientVersions(_ person: SubjectPerson) throws -> SQL {
        """
        select version.client_id, version.version, version.kind, version.name, version.details,
            \(isParty("version.client_id", person.organisation))
        from clients.client_version as version
        where version.organisation_id = \(person.organisation) and version.client_id = any(\(person.clients))
            and (lower(version.name collate "und-x-icu") like any(\(try person.patterns))
                or lower(convert_from(version.details, 'UTF8') collate "und-x-icu") like any(\(try person.patterns)))
        order by version.client_id, version.version
        """
    }

    /// Whether a contract was ever signed with a client, which went with it when it went into another one.
    static func isParty(_ client: SQL, _ organisation: OrganisationID) -> SQL {
        """
        exists (
            with recursive went as (
                select \(client) as client_id
                union
                select merge.into_id from went
                join clients.merge on merge.organisation_id = \(organisation) and merge.from_id = went.client_id
                    and merge.unmerged_at is null
            )
            select from went
            join clients.contract on contract.organisation_id = \(organisation)
                and contract.client_id = went.client_id and contract.state <> 'draft'
        )
        """
    }

    /// Outcomes of commands of the organisation that name him or refer to him.
    static func outcomes(_ person: SubjectPerson) throws -> SQL {
        """
        select key, outcome from clients.idempotency_key
        where organisation_id = \(person.organisation) and outcome is not null
            and lower(convert_from(outcome, 'UTF8') collate "und-x-icu") like any(\(try person.patterns))
        """
    }

    static func contractChanges(_ person: SubjectPerson) throws -> SQL {
        """
        select change.contract_id, change.version, change.record
        from clients.contract
        join clients.contract_change as change
            on change.organisation_id = contract.organisation_id and change.contract_id = contract.contract_id
        where contract.organisation_id = \(person.organisation) and contract.client_id = any(\(person.clients))
            and lower(convert_from(change.record, 'UTF8') collate "und-x-icu") like any(\(try person.patterns))
        """
    }
}

/// A version of a record that names a person.
struct SubjectFact: RowDecodable {
    let kind: ClientFeedItem.Kind
    let record: UUIDValue
    let version: Version
    let image: [UInt8]
    let recordedAt: Instant
    let author: String

    init(row: inout Row) throws {
        kind = try row.next()
        record = try row.next()
        version = try row.next()
        image = try row.next()
        recordedAt = try row.next()
        author = try row.next()
    }

    var place: SubjectStore.Place {
        SubjectStore.Place(kind: kind, record: RecordID(record), version: version)
    }
}

struct SubjectClientVersion: RowDecodable {
    let client: ClientID
    let version: Version
    let kind: ClientKind
    let name: Text<1, 200>
    let details: [UInt8]?
    /// Whether a contract was ever signed with the client.
    let isParty: Bool

    init(row: inout Row) throws {
        client = try row.next()
        version = try row.next()
        kind = try row.next()
        name = try row.next()
        details = try row.next()
        isParty = try row.next()
    }
}
