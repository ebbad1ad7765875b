// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@Suite struct PrimarySightTests {
    @Test func aPrimaryManagerSeesHisClientWhateverHisRoleHasBecome() async throws {
        try await withStandingClock { clients, clock in
            let acme = try await clients.create("Acme")
            let dan = UserID.number(4)
            try await clients.define(roles: NewTeamRole.initial + [.of(.auditor, mayBePrimary: true)])
            try await clients.assign(.ann, to: acme, .auditor, share: 50, isPrimary: true, from: "2026-01-01")
            try await clients.assign(.bob, to: acme, .auditor, share: 50, from: "2026-01-01")
            try await clients.report(.ann, to: .cleo)
            try await clients.define(roles: NewTeamRole.initial + [.of(.auditor, givesSight: false)])
            func seers() async throws -> [UserID] {
                var seers: [UserID] = []
                for user in [UserID.ann, .bob, .cleo, dan] where try await clients.seen(by: user).sees(acme) {
                    seers.append(user)
                }
                return seers
            }
            #expect(try await seers() == [.ann, .cleo])
            // His assignment is written anew, and goes on to show the client until its last day.
            try await clients.assign(
                dan, to: acme, isPrimary: true, from: "2026-02-01", formerPrimary: .stepsBack)
            #expect(try await seers() == [.ann, .cleo])
            clock.set(Clocks.start.adding(seconds: 30 * 86_400))
            #expect(try await seers() == [dan])
            try await clients.define(roles: NewTeamRole.initial + [.of(.auditor)])
            #expect(try await seers() == [.ann, .bob, .cleo, dan])
        }
    }
}
