// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import ServiceKit
import TestKit
import Testing

@testable import ClientsService

@Suite struct GetHistoryTests {
    @Test func whoChangedWhichFieldFromWhatToWhat() async throws {
        try await withClients(on: "2026-01-15") { clients, _ in
            let acme = try await clients.create("Acme")
            let ann = clients.as(.user(with: [.readAllClients, .readClients, .writeClients]))
            _ = try await ann.call(
                UpdateClient(
                    idempotencyKey: .fresh(), client: acme.id, ifVersion: acme.version,
                    name: Text(validating: "Acme \"Ltd\""), tier: Text(validating: "A"), segment: Text(validating: "S"))
            )
            let third = try await clients.call(
                UpdateClient(
                    idempotencyKey: .fresh(), client: acme.id, ifVersion: Version(unchecked: 2),
                    tier: Text(validating: "B"), clear: List(validating: [.segment])))
            let assigned = try await clients.assign(.ann, to: third.client, isPrimary: true, from: "2026-01-01")
            let history = try await clients.history(HistoryFilter(client: acme.id, kinds: .of(.created, .updated)))
            #expect(history.map(\.version.rawValue) == [4, 3, 2, 1])
            #expect(history.map(\.by.text) == [clients, clients, ann, clients].map(\.caller.label))
            #expect(history[1].lines == ["tier: \"A\" > \"B\"", "segment: \"S\" > "])
            #expect(
                history[2].lines == [
                    #"name: "Acme" > "Acme \"Ltd\"""#, "tier:  > \"A\"", "segment:  > \"S\"",
                ])
            #expect(history[3].lines.contains("name:  > \"Acme\""))
            let place = "assignments.\(assigned.assignment.id.text)"
            #expect(history[0].lines.contains("\(place).user:  > \"\(UserID.ann.text)\""))
            let tiers = try await clients.history(
                HistoryFilter(client: acme.id, field: FieldPath(validating: "tier")))
            #expect(tiers.map(\.lines) == [["tier: \"A\" > \"B\""], ["tier:  > \"A\""]])
            #expect(
                try await clients.history(
                    HistoryFilter(client: acme.id, field: FieldPath(validating: "assignments"))
                ).map(\.version.rawValue) == [4])
        }
    }

    /// Played from the oldest on, the changes of each record make the record as the feed last told it, and each change
    /// begins where the one before it ended.
    @Test func theChangesOfEveryKindOfRecordMakeTheRecord() async throws {
        try await withClients(on: "2026-01-15") { clients, _ in
            let world = try await clients.markedWorld()
            try await clients.merge(try await clients.create("Twin"), into: try await clients.create("Elder"))
            let feed = try await clients.feed()
            #expect(Set(feed.map(\.kind)) == Set(ClientFeedItem.Kind.allCases).subtracting([.webhook]))
            var players: [String: HistoryPlayer] = [:]
            for entry in try await clients.history(HistoryFilter(client: world.client.id)).reversed()
            where entry.kind != .lead {
                players["\(entry.isOfClient ? "client" : entry.kind.rawValue) \(entry.record)", default: .init()]
                    .play(entry)
            }
            #expect(players.values.flatMap(\.breaks) == [])
            for item in feed {
                let (record, image) = try item.recordAndImage()
                if try item.client != nil || (item.kind != .lead && item.isAbout(world.client.id)) {
                    let kind = item.client == nil ? item.kind.rawValue : "client"
                    players["\(kind) \(record ?? "")"]?.expected = image
                } else {
                    let settings: [ClientFeedItem.Kind] = [
                        .severities, .stages, .tiers, .reasons, .fields, .teamRoles,
                    ]
                    let asked = HistoryRecord(
                        kind: item.kind,
                        id: settings.contains(item.kind) ? nil : try record.map { try RecordID(validating: $0) })
                    var player = HistoryPlayer()
                    for entry in try await clients.history(HistoryFilter(record: asked)).reversed() {
                        player.play(entry)
                    }
                    player.expected = try feed.last { try $0.kind == item.kind && $0.isSame(item) }?.recordAndImage()
                        .image
                    players["\(item.kind.rawValue) \(record ?? "")"] = player
                }
            }
            for (label, player) in players {
                #expect(player.breaks == [], "\(label)")
                #expect(player.fields == player.expected, "\(label)")
            }
            #expect(players.count > 30)
        }
    }

    @Test func concurrentEditsStandThereOneAfterTheOther() async throws {
        try await withClients(on: "2026-01-15") { clients, _ in
            let acme = try await clients.create("Acme")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        while true {
                            let present = try await clients.call(GetClient(client: acme.id)).client
                            do {
                                _ = try await clients.call(
                                    UpdateClient(
                                        idempotencyKey: .fresh(), client: acme.id, ifVersion: present.version,
                                        industry: Text(validating: "Industry \(number)")))
                                return
                            } catch is VersionConflict {}
                        }
                    }
                }
                try await group.waitForAll()
            }
            let history = try await clients.history(
                HistoryFilter(client: acme.id, field: FieldPath(validating: "industry"))
            ).reversed().flatMap(\.changes)
            #expect(history.count == 20)
            #expect(history[0].from == nil)
            #expect(history.dropFirst().map(\.from) == history.dropLast().map(\.to))
            #expect(Set(history.map(\.to)).count == 20)
        }
    }

    @Test func pagesNeitherSkipNorRepeat() async throws {
        try await withClients(on: "2026-01-15") { clients, _ in
            let world = try await clients.markedWorld()
            let whole = try await clients.history(HistoryFilter(client: world.client.id))
            for field in [nil, "subject", "state"] {
                let filter = HistoryFilter(
                    client: world.client.id, field: try field.map { try FieldPath(validating: $0) })
                let expected = field == nil ? whole : try await clients.history(filter)
                var (pages, cursor): ([HistoryEntry], PageCursor?) = ([], nil)
                repeat {
                    let page = try await clients.call(
                        GetHistory(
                            filter: cursor == nil ? filter : nil, limit: PageLimit(unchecked: 3), cursor: cursor))
                    pages += page.items
                    cursor = page.next
                } while cursor != nil
                #expect(pages == expected)
            }
        }
    }

    @Test func whatIsHiddenIsAbsent() async throws {
        try await withClients(on: "2026-01-15") { clients, _ in
            let acme = try await clients.create("Acme")
            let bar = try await clients.create("Bar")
            let both = try await clients.contact("Ada", at: [acme.id, bar.id])
            let moved = try await clients.call(UpsertContact.of("Ada B", at: [bar.id], replacing: both)).contact
            let back = try await clients.call(UpsertContact.of("Ada C", at: [acme.id, bar.id], replacing: moved))
                .contact
            try await clients.grant(acme, to: AccessHolder(user: .ann))
            let viewer = clients.seen(by: .ann)
            await #expect(throws: ClientNotFound()) { try await viewer.history(HistoryFilter(client: bar.id)) }
            let record = HistoryFilter(record: HistoryRecord(kind: .contact, id: RecordID(both.id.uuid)))
            let seen = try await viewer.history(record)
            #expect(seen == (try await viewer.history(HistoryFilter(client: acme.id, kinds: .of(.contact)))))
            #expect(seen.map(\.version) == [back.version, moved.version, both.version])
            #expect(!seen.map(\.text).joined().contains(bar.id.text))
            #expect(try await clients.history(record).map(\.text).joined().contains(bar.id.text))
            let tiers = HistoryFilter(record: HistoryRecord(kind: .severities))
            #expect(try await viewer.history(tiers).isEmpty)
            let need = try await clients.need("Roof", of: bar)
            let needs = HistoryFilter(record: HistoryRecord(kind: .need, id: RecordID(need.id.uuid)))
            #expect(try await clients.history(needs).count == 1)
            #expect(try await viewer.history(needs).isEmpty)
            #expect(try await clients.inOtherOrganisation.history(needs).isEmpty)
            await #expect(throws: ClientNotFound()) {
                try await clients.inOtherOrganisation.history(HistoryFilter(client: acme.id))
            }
            let reader = clients.as(.user(with: [.readAllClients, .readClients]))
            #expect(
                try await reader.history(HistoryFilter(client: acme.id)).allSatisfy {
                    $0.kind == .accessGrant || $0.kind == .created
                })
            await #expect(
                performing: { _ = try await reader.history(needs) }, throws: isRemoteError(.permissionDenied))
        }
    }

    @Test func whatDoesNotFitIsRefused() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let refused: [(filter: HistoryFilter, path: String)] = [
                (HistoryFilter(), "$.filter"),
                (HistoryFilter(client: acme.id, record: HistoryRecord(kind: .tiers)), "$.filter"),
                (HistoryFilter(record: HistoryRecord(kind: .tiers), kinds: try .of(.tiers)), "$.filter.kinds"),
                (HistoryFilter(record: HistoryRecord(kind: .need)), "$.filter.record.id"),
                (HistoryFilter(record: HistoryRecord(kind: .tiers, id: .example)), "$.filter.record.id"),
                (HistoryFilter(record: HistoryRecord(kind: .created, id: .example)), "$.filter.record.kind"),
            ]
            for (filter, path) in refused {
                await #expect(
                    performing: { _ = try await clients.history(filter) }, throws: refusesParams(at: path))
            }
        }
    }
}
