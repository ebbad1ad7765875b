// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

extension Erasure {
    /// Clients who are the person, and channels of his at others.
    mutating func eraseClients() async throws {
        let found = try await write.transaction.rows(
            SubjectStore.clientVersions(person), as: SubjectClientVersion.self)
        for (client, versions) in Dictionary(grouping: found, by: \.client).sorted(by: { $0.key < $1.key }) {
            try await erase(versions, of: client)
        }
        // A word stays when the last client that had it is named otherwise: it goes with the person.
        tallies[.searchWord, default: Tally()].erased += try await write.transaction.execute(
            """
            delete from clients.search_word as known
            using (
                select distinct token
                from unnest(\(person.words.words)) as name (text)
                cross join lateral unnest(clients.words(name.text)) as token
            ) as gone
            where known.organisation_id = \(person.organisation) and known.word = gone.token
                and not exists (
                    select from clients.client
                    where client.organisation_id = \(person.organisation)
                        and client.name_words @@ clients.has_words(\(person.organisation), array[gone.token]))
            """)
    }

    private mutating func erase(_ versions: [SubjectClientVersion], of client: ClientID) async throws {
        let words = person.words
        let isParty = versions.contains(where: \.isParty)
        var isChanged = false
        for version in versions {
            let isHe = version.kind == .person && !isParty
            let name = isHe ? words.redacted(version.name.text) : version.name.text
            let isRetained = words.redacted(name) != name || (version.kind == .person && isParty)
            var details = version.details
            if isHe {
                details = nil
            } else if version.kind == .company, let given = version.details {
                details = try StoredRecord.encode(ErasureRules.details(given, words))
            }
            if isRetained { tallies[.clientVersion, default: Tally()].retained += 1 }
            guard name != version.name.text || details != version.details else { continue }
            isChanged = true
            if !isRetained { tallies[.clientVersion, default: Tally()].pseudonymised += 1 }
            try await write.transaction.execute(
                """
                update clients.client_version set name = \(name), details = \(details)
                where organisation_id = \(person.organisation) and client_id = \(client)
                    and version = \(version.version)
                """)
        }
        let isMerged = try await !ClientStore.exists(client, of: .whole(person.organisation), in: write.transaction)
        if isMerged { return }
        let present = try await write.client(client)
        let isHe = present.kind == .person && !isParty
        if !isHe, words.redacted(present.name.text) != present.name.text {
            tallies[.client, default: Tally()].retained += 1
        }
        guard isChanged else { return }
        let name = isHe ? words.redacted(present.name.text) : present.name.text
        var details: ClientDetails?
        if !isHe, let given = present.details {
            details = present.kind == .company ? try ErasureRules.details(StoredRecord.encode(given), words) : given
        }
        tallies[.client, default: Tally()].pseudonymised += try await write.transaction.execute(
            """
            update clients.client set
                version = version + 1, updated_at = \(write.now), name = \(name),
                details = \(try details.map { try StoredRecord.encode($0) })
            where organisation_id = \(person.organisation) and client_id = \(client)
            """)
        let before = try await keys(of: client)
        _ = try await write.transaction.batch(ClientKeyStore.put(details, of: client, in: write))
        tallies[.clientKey, default: Tally()].erased += max(0, before - (try await keys(of: client)))
        changes.append(ClientChange(client: client, kind: .updated))
    }

    private func keys(of client: ClientID) async throws -> Int {
        try await write.transaction.row(
            """
            select count(*) from clients.client_key
            where organisation_id = \(person.organisation) and client_id = \(client)
            """, as: Int.self)
    }
}
