// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct StartPlaybookTests {
    @Test func eachStepBecomesATaskOfWhoHasTheRole() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            try await clients.assign(.bob, to: acme, .specialist, from: "2026-01-01", to: "2026-01-31")
            try await clients.assign(.cleo, to: acme, .keyAccountManager, share: 40, from: "2026-01-01")
            try await clients.assign(
                .number(4), to: acme, .keyAccountManager, share: 20, isPrimary: true, from: "2026-01-01")
            let playbook = try await clients.playbook(
                "Renew",
                [
                    .on(-30, "Prepare", role: .specialist), .on(0, "Offer", role: .keyAccountManager, isGate: true),
                    .on(5, "Sponsor", role: .executiveSponsor), .on(10, "Sign"),
                ])
            let risk = try await clients.flag("Leaving", about: acme)
            let started = try await clients.start(playbook, with: acme, on: "2026-01-31", risk: risk.id)
            #expect(started.tasks.map(\.dueOn) == ["2026-01-01", "2026-01-31", "2026-02-05", "2026-02-10"])
            #expect(started.tasks.map(\.owner) == [.bob, .number(4), .ann, .ann])
            #expect(started.tasks.map(\.isGate) == [false, true, false, false])
            #expect(started.tasks.map(\.step) == (0...3).map { Count($0) })
            #expect(started.run.tasks == started.tasks.map(\.id))
            #expect(started.run.risk == risk.id)
            #expect(try await clients.tasks(TaskFilter(run: started.run.id)) == started.tasks)
            let told = try await clients.feed().suffix(5)
            #expect(told.map(\.kind) == [.playbookRun, .task, .task, .task, .task])
            #expect(told.first?.playbookRun == started.run)
        }
    }

    @Test func whatIsUnknownOrInactiveIsRefused() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let bar = try await clients.create("Bar")
            let playbook = try await clients.playbook("Start", [.on(0, "Call")])
            let inactive = try await clients.playbook("Old", [.on(0, "Call")], isActive: false)
            let risk = try await clients.flag("Leaving", about: bar)
            let other = clients.inOtherOrganisation
            let theirs = try await other.create("Theirs")
            await #expect(throws: ClientNotFound()) { try await other.start(playbook, with: acme, on: "2026-01-20") }
            await #expect(throws: PlaybookNotFound()) {
                try await other.start(playbook, with: theirs, on: "2026-01-20")
            }
            await #expect(throws: PlaybookInactive()) {
                try await clients.start(inactive, with: acme, on: "2026-01-20")
            }
            await #expect(throws: RiskNotFound()) {
                try await clients.start(playbook, with: acme, on: "2026-01-20", risk: risk.id)
            }
            let deal = try await clients.opportunity("Deal", with: bar.id)
            await #expect(throws: OpportunityNotFound()) {
                try await clients.start(playbook, with: acme, on: "2026-01-20", opportunity: deal.id)
            }
            let signed = try await clients.draft(with: bar)
            await #expect(throws: ContractNotFound()) {
                try await clients.start(playbook, with: acme, on: "2026-01-20", contract: signed.id)
            }
            await #expect(
                performing: { _ = try await clients.start(playbook, with: acme, on: "9999-12-31") },
                throws: refusesParams(at: "$.startsOn"))
            #expect(try await clients.tasks().isEmpty)
        }
    }

    @Test func aProgramNamesTheOwner() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let playbook = try await clients.playbook("Start", [.on(0, "Call")])
            let program = clients.as(.serviceAccount(with: [.writeWork]))
            let command = try StartPlaybook(
                idempotencyKey: .fresh(), playbook: playbook.id, client: acme.id, startsOn: "2026-01-20")
            await #expect(performing: { _ = try await program.call(command) }, throws: refusesParams(at: "$.owner"))
            let reader = clients.as(.user(with: [.readWork]))
            await #expect(
                performing: { _ = try await reader.start(playbook, with: acme, on: "2026-01-20") },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
