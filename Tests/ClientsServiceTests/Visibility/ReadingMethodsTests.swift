// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ClientsService
import Contracts
import JSONRPC
import TestKit
import Testing

/// Every method that reads, beside the model: who does not see a client finds no trace of it in any answer, and who
/// sees it finds what there is.
@Suite struct ReadingMethodsTests {
    @Test func everyReadingMethodIsAsked() {
        let asked = Set((Reading.ofClients + Reading.ofOwners + Reading.ofOneself).map(\.name))
        #expect(asked.isDisjoint(with: Reading.ofNoClient.keys))
        let queries = ClientsServer.methods.filter { $0 is any Query.Type }.map { $0.name }
        #expect(queries.count > 50)
        #expect(
            Set(queries).symmetricDifference(asked.union(Reading.ofNoClient.keys)).sorted() == [],
            "give each reading method a line in Reading")
        // These make a secret, and show nothing else.
        let others = ClientsServer.methods.filter {
            !($0 is any Query.Type || $0 is any Command.Type || $0 is any BulkCommand.Type)
        }
        #expect(others.map { $0.name } == [IssueCalendarFeed.name, RotateWebhookSecret.name])
    }

    @Test(arguments: [11, 12] as [UInt64]) func noAnswerShowsAHiddenClient(seed: UInt64) async throws {
        try await withStandingClock { service, clock in
            var random = SeededNumbers(seed: seed)
            let world = try await ReadingWorld(service, &random)
            let whole = try await answers(to: world.service, world)
            for (reading, text) in whole.clients {
                #expect(marks(of: world, in: text) == Set(world.planted.map(\.mark)), "\(reading) has nothing to show")
            }
            for (reading, text) in whole.own { #expect(mentionsOneself(text, world), "\(reading) shows nothing") }
            var sizes: Set<Int> = []
            for day in [10, 17] {
                clock.set(Clocks.start.adding(seconds: Int64(day - 10) * 86_400))
                for user in VisibilityModel.users {
                    let seen = world.organisation.model.clients(seenBy: user, on: day)
                    let shown = Set(world.planted.filter { seen.contains($0.client.id) }.map(\.mark))
                    sizes.insert(shown.count)
                    let viewer = service.as(
                        Caller(
                            subject: .user(user), organisation: .first,
                            permissions: PermissionSet(Permission.allCases.filter { $0 != .readAllClients })))
                    let note = "seed \(seed), \(VisibilityModel.date(day)), user \(user.uuid.low & 0xFFFF)"
                    let found = try await answers(to: viewer, world)
                    for (reading, text) in found.clients {
                        #expect(marks(of: world, in: text) == shown, "\(reading), \(note)")
                        #expect(free(of: world, in: text).isEmpty, "\(reading), \(note)")
                    }
                    let people = world.organisation.model.people(of: user, on: day)
                    let owned = world.free.filter { $0.owner.map(people.contains) ?? true }.map(\.mark)
                    for (reading, text) in found.owners {
                        let expected = free(of: world, in: whole.owners[reading] ?? "").intersection(owned)
                        #expect(free(of: world, in: text) == expected, "\(reading), \(note)")
                        #expect(marks(of: world, in: text) == shown, "\(reading), \(note)")
                    }
                    for (reading, text) in found.own {
                        #expect(!mentionsOneself(text, world), "\(reading), \(note)")
                    }
                }
            }
            // The organisation is one in which users differ.
            #expect(sizes.count > 2, "seed \(seed)")
        }
    }

    private struct Answers {
        var clients: [(reading: String, text: String)] = []
        var owners: [String: String] = [:]
        var own: [(reading: String, text: String)] = []
    }

    private func answers(to viewer: ClientsUnderTest, _ world: ReadingWorld) async throws -> Answers {
        var answers = Answers()
        for reading in Reading.ofClients {
            answers.clients.append((reading.name, try await reading.read(viewer, world)))
        }
        for reading in Reading.ofOwners { answers.owners[reading.name] = try await reading.read(viewer, world) }
        for reading in Reading.ofOneself {
            answers.own.append((reading.name, try await reading.read(viewer, world)))
        }
        return answers
    }

    /// Whose text or id is in the answer.
    private func marks(of world: ReadingWorld, in text: String) -> Set<String> {
        Set(world.planted.filter { text.contains($0.mark) || text.contains($0.client.id.text) }.map(\.mark))
    }

    private func free(of world: ReadingWorld, in text: String) -> Set<String> {
        Set(world.free.map(\.mark).filter(text.contains))
    }

    private func mentionsOneself(_ text: String, _ world: ReadingWorld) -> Bool {
        text.contains(world.run.id.text) || text.contains("mkfeedz") || text.contains("name_missing")
            || text.contains("\"rule\"")
    }
}
