// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct AmendContractTests {
    @Test func whatCountedBeforeIsKeptAndTheDifferenceShows() async throws {
        try await withClients(on: "2026-01-20") { clients, time in
            let signed = try await clients.won().contract
            try time.set(to: "2026-03-10")
            let more = try [ContractLine.of("Support", 100_00), .of("Training", 50_00)]
            let larger = try await clients.amend(signed, from: "2026-04-01", more)
            #expect(larger.version == Version(unchecked: 3))
            #expect(larger.recurringValue == .eur(1800_00))
            let change = ContractChange(
                version: larger.version, kind: .amended, effectiveOn: "2026-04-01", before: .eur(1200_00),
                after: .eur(1800_00), outcome: .expansion, note: try LongText(validating: "As agreed"),
                recordedAt: time.now)
            #expect(larger.latestChange == change)
            let smaller = try await clients.amend(
                larger, from: "2026-06-01", [.of("Support", 80_00)], reason: "less-use")
            #expect(smaller.latestChange?.outcome == .contraction)
            #expect(smaller.latestChange?.reason?.path.map(\.text) == ["Uses less of it"])

            for (day, expected) in [
                ("2025-12-31", nil), ("2026-01-01", signed), ("2026-03-31", signed), ("2026-04-01", larger),
                ("2026-05-31", larger), ("2026-06-01", smaller), ("2026-12-31", smaller),
            ] as [(CalendarDate, Contract?)] {
                let found = try await clients.call(GetContract(contract: signed.id, asOf: day))
                #expect(found.inForce == expected, "\(day)")
                #expect(found.contract == smaller)
                #expect(found.changes.map(\.kind) == [.signed, .amended, .amended])
            }
            #expect(try await clients.feed().suffix(2).map(\.contract) == [larger, smaller])
        }
    }

    @Test func termsAreAmendedWithinTheirTerm() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let signed = try await clients.won().contract
            let terms = try ContractTerms.of(from: "2026-01-01", to: "2027-06-30", notice: 30)
            let amended = try await clients.amend(signed, from: "2026-02-01", terms: terms)
            #expect(amended.terms == terms)
            #expect(amended.lines == signed.lines)
            #expect(amended.latestChange?.outcome == .same)
            #expect(try await clients.renewals().map(\.endsOn) == ["2027-06-30"])
        }
    }

    @Test func tacitRenewalsAreRecordedFirst() async throws {
        try await withClients(on: "2026-01-20") { clients, time in
            let signed = try await clients.won().contract
            try time.set(to: "2027-02-01")
            let amended = try await clients.amend(signed, from: "2027-03-01", [.of("Support", 110_00)])
            #expect(amended.version == Version(unchecked: 4))
            #expect(amended.terms.endsOn == "2027-12-31")
            let changes = try await clients.call(GetContract(contract: signed.id)).changes
            #expect(changes.map(\.kind) == [.signed, .tacitlyRenewed, .amended])
            #expect(changes.map(\.before.minorUnits) == [0, 1200_00, 1236_00])
            #expect(changes.map(\.after.minorUnits) == [1200_00, 1236_00, 1320_00])
        }
    }

    @Test func daysOutsideOfTheTermAndBeforeTheLatestChangeAreRefused() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let signed = try await clients.won().contract
            for day in ["2025-12-31", "2027-01-01"] as [CalendarDate] {
                await #expect(throws: ContractDayRefused(earliest: "2026-01-01", latest: "2026-12-31")) {
                    try await clients.amend(signed, from: day, [.of("Support", 1)])
                }
            }
            let amended = try await clients.amend(signed, from: "2026-06-01", [.of("Support", 1)])
            await #expect(throws: ContractDayRefused(earliest: "2026-06-01", latest: "2026-12-31")) {
                try await clients.amend(amended, from: "2026-05-31", [.of("Support", 2)])
            }
            await #expect(throws: VersionConflict(currentVersion: amended.version)) {
                try await clients.amend(signed, from: "2026-06-01", [.of("Support", 2)])
            }
        }
    }

    @Test func whatDoesNotFitTogetherIsRefused() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let signed = try await clients.won().contract
            let refused: [(ContractTerms?, [ContractLine]?, String)] = try [
                (nil, nil, "$.lines"), (nil, [.of("a", -1)], "$.lines"),
                (.of(from: "2026-01-02", to: "2026-12-31"), nil, "$.terms.startsOn"),
                (.of(from: "2026-01-01", to: "2026-01-31"), nil, "$.terms.endsOn"),
                (.of(from: "2026-01-01", renewal: 1), nil, "$.terms.renewalMonths"),
            ]
            for (terms, lines, path) in refused {
                await #expect(
                    performing: { try await clients.amend(signed, from: "2026-02-01", lines, terms: terms) },
                    throws: refusesParams(at: path))
            }
            await #expect(throws: ReasonNotFound(kind: .contraction)) {
                try await clients.amend(signed, from: "2026-02-01", [.of("a", 1)], reason: "nonsense")
            }
            #expect(try await clients.call(GetContract(contract: signed.id)).contract == signed)
        }
    }

    @Test func draftsAndContractsOfOthersAreNotAmended() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let won = try await clients.won()
            let draft = try await clients.draft(with: won.client)
            await #expect(throws: ContractStateRefused(state: .draft)) {
                try await clients.amend(draft, from: "2026-02-01", [.of("a", 1)])
            }
            await #expect(throws: ContractNotFound()) {
                try await clients.inOtherOrganisation.amend(won.contract, from: "2026-02-01", [.of("a", 1)])
            }
            await #expect(throws: ContactNotFound()) {
                try await clients.amend(
                    won.contract, from: "2026-02-01", [.of("a", 1)],
                    signing: .on("2026-01-20", by: .new(at: Clocks.start)))
            }
            let other = clients.as(.user(with: [.readContracts, .writeContracts]))
            await #expect(
                performing: { try await other.amend(won.contract, from: "2026-02-01", [.of("a", 1)]) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
