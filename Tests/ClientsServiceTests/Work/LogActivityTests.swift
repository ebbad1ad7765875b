// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct LogActivityTests {
    @Test func anActivityStandsWhereItHappened() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let acme = try await clients.create("Acme")
            let ada = try await clients.contact("Ada", at: [acme.id])
            let yesterday = time.now.adding(seconds: -86_400)
            let activity = try await clients.call(
                LogActivity(
                    idempotencyKey: .fresh(), client: acme.id, contacts: List(validating: [ada.id]), kind: .visit,
                    direction: .inbound, isTwoWay: true, happenedAt: yesterday, duration: Minutes(validating: 45),
                    user: .bob, subject: Text(validating: "訪問"), notes: LongText(validating: "Line\nline"))
            ).activity
            let expected = try Activity(
                id: activity.id, client: acme.id, contacts: [ada.id], kind: .visit, direction: .inbound,
                isTwoWay: true, happenedAt: yesterday, duration: Minutes(validating: 45), user: .bob,
                subject: Text(validating: "訪問"), notes: LongText(validating: "Line\nline"), loggedAt: time.now)
            #expect(activity == expected)
            #expect(try await clients.feed().last?.activity == expected)
            let events = try await clients.call(GetTimeline(filter: TimelineFilter(client: acme.id))).items
            #expect(events.map(\.change.kind) == [.contact, .created, .activity])
            #expect(events.last?.happenedAt == yesterday)
        }
    }

    @Test func theNextStepBecomesATask() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let concern = try await clients.open("Broken", about: acme)
            let step = NextStep(title: try Text(validating: "Send the offer"), dueOn: "2026-01-20")
            let logged = try await clients.call(
                LogActivity.of("Call", with: acme, user: .bob, concern: concern.id, nextStep: step))
            let task = try #require(logged.task)
            #expect(logged.activity.nextStep == task.id)
            #expect(task.owner == .bob)
            #expect(task.dueOn == "2026-01-20")
            #expect(task.client == acme.id)
            #expect(task.concern == concern.id)
            #expect(try await clients.tasks() == [task])
            #expect(try await clients.feed().suffix(2).map(\.kind) == [.activity, .task])
        }
    }

    @Test func whatLiesAheadOrHasNoOwnerIsRefused() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let acme = try await clients.create("Acme")
            let program = clients.as(.serviceAccount(with: [.writeWork, .readAllClients]))
            let step = NextStep(title: try Text(validating: "Call"), dueOn: "2026-01-20")
            let command = try LogActivity.of(
                "X", with: acme, happenedAt: time.now.adding(seconds: 1), user: nil, nextStep: step)
            await #expect(
                performing: { _ = try await program.call(command) },
                throws: refusesParams(at: "$.happenedAt", "$.nextStep.owner"))
            let logged = try await program.call(LogActivity.of("X", with: acme, user: nil))
            #expect(logged.activity.user == nil)
        }
    }

    @Test func clientContactAndConcernMustBeTheOrganisationsOwn() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let bar = try await clients.create("Bar")
            let ada = try await clients.contact("Ada", at: [bar.id])
            let concern = try await clients.open("Broken", about: bar)
            await #expect(throws: ClientNotFound()) {
                try await clients.inOtherOrganisation.call(LogActivity.of("X", with: acme))
            }
            await #expect(throws: ContactNotFound()) {
                try await clients.call(LogActivity.of("X", with: acme, contacts: [ada.id]))
            }
            await #expect(throws: ConcernNotFound()) {
                try await clients.call(LogActivity.of("X", with: acme, concern: concern.id))
            }
            let deal = try await clients.opportunity("Deal", with: bar.id)
            await #expect(throws: OpportunityNotFound()) {
                try await clients.call(LogActivity.of("X", with: acme, opportunity: deal.id))
            }
            let theirs = try await clients.draft(with: bar)
            await #expect(throws: ContractNotFound()) {
                try await clients.call(LogActivity.of("X", with: acme, contract: theirs.id))
            }
            #expect(try await clients.feed().compactMap(\.activity).isEmpty)
        }
    }

    @Test func aRepeatedKeyAnswersTheFirstOutcome() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let command = try LogActivity.of("X", with: acme)
            let first = try await clients.call(command)
            #expect(try await clients.call(command) == first)
            #expect(try await clients.feed().compactMap(\.activity) == [first.activity])
        }
    }

    @Test func onlyWhoWritesWorkLogs() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let reader = clients.as(.user(with: [.readWork, .writeClients]))
            await #expect(
                performing: { _ = try await reader.call(LogActivity.of("X", with: acme)) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
