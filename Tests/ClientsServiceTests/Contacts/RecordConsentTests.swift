// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct RecordConsentTests {
    @Test func everyDecisionIsKeptAndTheLastOneIsInForce() async throws {
        let time = TestClock()
        var surroundings = TestSurroundings()
        surroundings.clock = time.clock
        try await withClients(in: surroundings) { clients in
            let ada = try await clients.contact("Ada", at: [clients.create("Acme").id]).id
            let start = time.now
            let granted = try await clients.decide(.granted, "newsletter", of: ada)
            time.advance(bySeconds: 100)
            let withdrawn = try await clients.decide(.withdrawn, "newsletter", of: ada)
            // Recorded late, decided between the two: it does not come into force again.
            let late = try await clients.decide(.granted, "newsletter", of: ada, at: start.adding(seconds: 50))
            let calls = try await clients.decide(.granted, "reference-calls", of: ada)
            let all = [granted, withdrawn, late, calls]
            #expect(all.map(\.number.rawValue) == [1, 2, 3, 4])
            #expect(granted.decidedAt == start)
            #expect(try await clients.consents(of: ada) == all)
            #expect(try await clients.consents(of: ada, for: "newsletter") == [granted, withdrawn, late])
            #expect(try await clients.consents(of: ada, at: start) == [granted])
            #expect(try await clients.consents(of: ada, at: start.adding(seconds: 99)) == [late])
            #expect(try await clients.consents(of: ada, at: time.now) == [withdrawn, calls])
            #expect(try await clients.feed().compactMap(\.consent) == all)
        }
    }

    @Test func ofDecisionsAtOneInstantTheLastRecordedIsInForce() async throws {
        let time = TestClock()
        var surroundings = TestSurroundings()
        surroundings.clock = time.clock
        try await withClients(in: surroundings) { clients in
            let ada = try await clients.contact("Ada", at: [clients.create("Acme").id]).id
            for decision in [ConsentDecision.granted, .withdrawn, .granted, .withdrawn] {
                try await clients.decide(decision, "newsletter", of: ada)
            }
            #expect(try await clients.consents(of: ada, at: time.now).map(\.number.rawValue) == [4])
        }
    }

    @Test func aDecisionOfTheFutureIsRefused() async throws {
        let time = TestClock()
        var surroundings = TestSurroundings()
        surroundings.clock = time.clock
        try await withClients(in: surroundings) { clients in
            let ada = try await clients.contact("Ada", at: [clients.create("Acme").id]).id
            await #expect(
                performing: {
                    try await clients.decide(.granted, "newsletter", of: ada, at: time.now.adding(seconds: 1))
                },
                throws: refusesParams(at: "$.decidedAt"))
            #expect(try await clients.consents(of: ada).isEmpty)
        }
    }

    @Test func anUnknownContactOrOneOfAnotherOrganisationIsNotFound() async throws {
        try await withClients { clients in
            let ada = try await clients.contact("Ada", at: [clients.create("Acme").id]).id
            await #expect(throws: ContactNotFound()) {
                try await clients.inOtherOrganisation.decide(.granted, "newsletter", of: ada)
            }
            #expect(try await clients.consents(of: ada).isEmpty)
        }
    }

    @Test func aRepeatedKeyRecordsOnce() async throws {
        try await withClients { clients in
            let ada = try await clients.contact("Ada", at: [clients.create("Acme").id]).id
            let key = try IdempotencyKey.fresh()
            let first = try await clients.decide(.granted, "newsletter", of: ada, key: key)
            #expect(try await clients.decide(.granted, "newsletter", of: ada, key: key) == first)
            #expect(try await clients.consents(of: ada) == [first])
        }
    }

    @Test func onlyWritersOfContactsRecord() async throws {
        try await withClients { clients in
            let ada = try await clients.contact("Ada", at: [clients.create("Acme").id]).id
            let reader = clients.as(.user(with: [.readContacts]))
            await #expect(
                performing: { try await reader.decide(.granted, "newsletter", of: ada) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
