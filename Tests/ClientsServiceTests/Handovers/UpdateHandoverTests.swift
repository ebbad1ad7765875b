// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct UpdateHandoverTests {
    @Test func whatWasMissingIsBroughtAndTheHandoverIsOpenAgain() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let won = try await clients.won()
            let returned = try await clients.seen(by: .bob).call(ReturnHandover.of(won.handover, "Who?")).handover
            let brief = try HandoverBrief.of("Migration by March", needs: ["The sponsor is Ada"])
            let updated = try await clients.seen(by: .ann).call(UpdateHandover.of(returned, brief)).handover
            #expect(updated.state == .open)
            #expect(updated.version == Version(unchecked: 3))
            #expect(updated.brief == brief)
            #expect(updated.returns == returned.returns)
            // It says so already.
            #expect(try await clients.call(UpdateHandover.of(updated, brief)).handover == updated)
            // Somebody else is to take over.
            let cleo = try await clients.call(UpdateHandover.of(updated, to: .cleo, brief)).handover
            #expect(cleo.incoming == .cleo)
            #expect(try await clients.handovers(HandoverFilter(incoming: .bob)).items.isEmpty)
            #expect(try await clients.handovers(HandoverFilter(incoming: .cleo)).items == [cleo])
        }
    }

    @Test func whatCannotBeIsRefused() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let won = try await clients.won()
            let brief = try HandoverBrief.of("x")
            await #expect(throws: ContactNotFound()) {
                try await clients.call(UpdateHandover.of(won.handover, .of("x", people: [.new(at: Clocks.start)])))
            }
            await #expect(throws: HandoverNotFound()) {
                try await clients.inOtherOrganisation.call(UpdateHandover.of(won.handover, brief))
            }
            let completed = try await clients.call(CompleteHandover.of(won.handover, from: "2026-02-01")).handover
            await #expect(throws: VersionConflict(currentVersion: completed.version)) {
                try await clients.call(UpdateHandover.of(won.handover, brief))
            }
            await #expect(throws: HandoverStateRefused(state: .completed)) {
                try await clients.call(UpdateHandover.of(completed, brief))
            }
            let reader = clients.as(.user(with: [.readClients]))
            await #expect(
                performing: { _ = try await reader.call(UpdateHandover.of(won.handover, brief)) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
