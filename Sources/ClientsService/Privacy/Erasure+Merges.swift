// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

extension Erasure {
    /// What merges have kept of his clients: rows as they were, some of which are put back when a merge is taken back.
    mutating func eraseMerges() async throws {
        let found = try await write.transaction.rows(MergeImage.statement(of: person), as: MergeImage.self)
        for image in found {
            let former = try image.former.redacted(person.words)
            let latter = try image.latter?.redacted(person.words)
            let (before, after) = (former ?? image.former, latter ?? image.latter)
            let isRetained = try before.names(person.words) || after?.names(person.words) == true
            if isRetained { tallies[.mergeRow, default: Tally()].retained += 1 }
            if former == nil, latter == nil { continue }
            let count = try await write.transaction.execute(
                """
                update clients.merge_row set
                    before = before || jsonb_build_object(
                        'name', \(before.name)::text, 'details', \(before.details)::bytea,
                        'fields', \(before.fields)::bytea),
                    after = after || jsonb_build_object(
                        'name', \(after?.name)::text, 'details', \(after?.details)::bytea,
                        'fields', \(after?.fields)::bytea)
                where organisation_id = \(person.organisation) and merge_id = \(image.merge)
                    and table_name = 'client' and ordinal = \(image.ordinal)
                """)
            if !isRetained { tallies[.mergeRow, default: Tally()].pseudonymised += count }
            // Made anew from the details when the merge is taken back.
            tallies[.mergeRow, default: Tally()].erased += try await write.transaction.execute(
                """
                delete from clients.merge_row
                where organisation_id = \(person.organisation) and merge_id = \(image.merge)
                    and table_name = 'client_key' and before ->> 'client_id' = \(image.client)::uuid::text
                """)
        }
        guard let contact = person.contact else { return }
        tallies[.mergeRow, default: Tally()].erased += try await write.transaction.execute(
            """
            update clients.merge_row as kept set before = kept.before || '{"influence": null, "sentiment": null}'
            from clients.merge
            where merge.organisation_id = \(person.organisation)
                and (merge.from_id = any(\(person.clients)) or merge.into_id = any(\(person.clients)))
                and kept.organisation_id = merge.organisation_id and kept.merge_id = merge.merge_id
                and kept.table_name = 'relationship_spell' and kept.before ->> 'contact_id' = \(contact.id)::uuid::text
                and (kept.before ->> 'influence' is not null or kept.before ->> 'sentiment' is not null)
            """)
    }
}

/// A client's row as a merge found it, and as it left it.
private struct MergeImage: RowDecodable {
    struct Side {
        let kind: ClientKind
        let name: String
        let details: [UInt8]?
        let fields: [UInt8]?
        /// Whether a contract was ever signed with the client.
        let isParty: Bool

        /// Without the person; nil when it stays as it is. What the versions of the client are made as well.
        func redacted(_ words: SubjectWords) throws -> Side? {
            let isNamed = try names(words)
            let isHe = kind == .person && !isParty && isNamed
            let side = Side(
                kind: kind, name: isHe ? words.redacted(name) : name,
                details: isHe ? nil : try details.map { try redacted(details: $0, words, isNamed) },
                fields: isHe ? nil : try fields.map { try RecordTexts.rewriting($0, words.redacted) ?? $0 },
                isParty: isParty)
            return (side.name, side.details, side.fields) == (name, details, fields) ? nil : side
        }

        func names(_ words: SubjectWords) throws -> Bool {
            try words.redacted(name) != name || details.map { try ErasureRules.names($0, words) } == true
        }

        private func redacted(details: [UInt8], _ words: SubjectWords, _ isNamed: Bool) throws -> [UInt8] {
            guard kind == .company, isNamed else { return details }
            return try StoredRecord.encode(ErasureRules.details(details, words))
        }
    }

    let merge: MergeID
    let ordinal: Int64
    let client: ClientID
    let former: Side
    /// Of the client that stayed.
    let latter: Side?

    init(row: inout Row) throws {
        merge = try row.next()
        ordinal = try row.next()
        client = try row.next()
        let isParty: Bool = try row.next()
        former = Side(
            kind: try row.next(), name: try row.next(), details: try row.next(), fields: try row.next(),
            isParty: isParty)
        let kind: ClientKind? = try row.next()
        let name: String? = try row.next()
        let (details, fields): ([UInt8]?, [UInt8]?) = (try row.next(), try row.next())
        latter = kind.flatMap { kind in
            name.map { Side(kind: kind, name: $0, details: details, fields: fields, isParty: isParty) }
        }
    }

    static func statement(of person: SubjectPerson) -> SQL {
        """
        select kept.merge_id, kept.ordinal, former.client_id,
            \(SubjectStore.isParty("former.client_id", person.organisation)),
            former.kind, former.name, former.details, former.fields,
            latter.kind, latter.name, latter.details, latter.fields
        from clients.merge
        join clients.merge_row as kept
            on kept.organisation_id = merge.organisation_id and kept.merge_id = merge.merge_id
                and kept.table_name = 'client'
        cross join lateral jsonb_populate_record(null::clients.client, kept.before) as former
        left join lateral jsonb_populate_record(null::clients.client, kept.after) as latter on true
        where merge.organisation_id = \(person.organisation)
            and (merge.from_id = any(\(person.clients)) or merge.into_id = any(\(person.clients)))
        order by kept.merge_id, kept.ordinal
        """
    }
}
