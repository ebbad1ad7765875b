// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ActivateContractTests {
    @Test func aSignedContractMakesACustomerAndOpensAHandover() async throws {
        try await withClients(on: "2026-01-20") { clients, time in
            let acme = try await clients.create("Acme")
            let ada = try await clients.contact("Ada", at: [acme.id])
            try await clients.assign(.ann, to: acme, .accountExecutive, isPrimary: true, from: "2026-01-01")
            let draft = try await clients.draft(with: acme)
            let brief = try HandoverBrief.of("Migration by March", needs: ["Fewer calls"], people: [ada.id], overdue: 0)
            let answer = try await clients.call(
                ActivateContract.of(draft, signedOn: "2026-01-15", by: ada.id, .to(.bob, brief)))

            #expect(answer.client.lifecycle == .customer)
            #expect(answer.client.lifecycleSince == time.now)
            #expect(answer.client.version == Version(unchecked: 3))
            #expect(answer.assignmentChanges.isEmpty)
            let contract = answer.contract
            #expect(contract.state == .active)
            #expect(contract.signing == (try .on("2026-01-15", by: ada.id)))
            let change = ContractChange(
                version: Version(unchecked: 2), kind: .signed, effectiveOn: "2026-01-01", before: .eur(0),
                after: .eur(1200_00), outcome: .expansion, recordedAt: time.now)
            #expect(contract.latestChange == change)
            let handover = try #require(answer.handover)
            #expect(handover.state == .open)
            #expect(handover.contract == contract.id)
            #expect([handover.outgoing, handover.incoming] == [.ann, .bob])
            #expect(handover.role == .accountManager)
            #expect(handover.brief == brief)
            #expect(handover.openedOn == "2026-01-15")

            let found = try await clients.call(GetContract(contract: contract.id, asOf: "2026-01-01"))
            #expect(found == GetContract.Response(contract: contract, inForce: contract, changes: [change]))
            #expect(try await clients.call(GetContract(contract: contract.id, asOf: "2025-12-31")).inForce == nil)
            // Who sold is the primary manager until the handover is accepted.
            #expect(
                try await clients.team(of: acme, asOf: "2026-06-01").map(\.label) == ["1 2026-01-01... 100 primary"])
            let feed = try await clients.feed().suffix(3)
            #expect(feed.map(\.kind) == [.updated, .contract, .handover])
            #expect(feed.compactMap(\.client) == [answer.client])
            #expect(feed.compactMap(\.contract) == [contract])
            #expect(feed.compactMap(\.handover) == [handover])
        }
    }

    @Test func aCustomerHasAPrimaryManagerFromTheSigningOn() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let acme = try await clients.create("Acme")
            let draft = try await clients.draft(with: acme)
            await #expect(throws: PrimaryMissing(client: acme.id, from: "2026-01-15")) {
                try await clients.call(ActivateContract.of(draft, signedOn: "2026-01-15", .to(.bob)))
            }
            #expect(try await clients.call(GetClient(client: acme.id)).client == acme)
            // Somebody else is the primary manager for some days only.
            try await clients.assign(.cleo, to: acme, isPrimary: true, from: "2026-01-18", to: "2026-01-31")
            let answer = try await clients.call(
                ActivateContract.of(draft, signedOn: "2026-01-15", executive: .ann, .to(.bob)))
            #expect(
                try await clients.team(of: acme).map(\.label).sorted() == [
                    "1 2026-01-15...2026-01-17 100 primary", "1 2026-02-01... 100 primary",
                    "3 2026-01-18...2026-01-31 100 primary",
                ])
            #expect(answer.assignmentChanges.map(\.kind).filter { $0 == .begun }.count == 2)
            #expect(answer.handover?.outgoing == .cleo)
        }
    }

    @Test func anExecutiveWhoHelpsAlreadyIsNotMadePrimaryInPassing() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let acme = try await clients.create("Acme")
            let helping = try await clients.assign(.ann, to: acme, .accountExecutive, share: 40, from: "2026-01-01")
                .assignment
            let draft = try await clients.draft(with: acme)
            await #expect(throws: AlreadyAssigned(assignment: helping)) {
                try await clients.call(
                    ActivateContract.of(draft, signedOn: "2026-01-15", executive: .ann, .to(.bob)))
            }
            await #expect(throws: ShareExceeded(role: .accountExecutive, on: "2026-01-15", total: Count(140))) {
                try await clients.call(
                    ActivateContract.of(draft, signedOn: "2026-01-15", executive: .cleo, .to(.bob)))
            }
            #expect(try await clients.handovers().items.isEmpty)
        }
    }

    @Test func tacitRenewalsInThePastAreRecordedWithTheSigning() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let terms = try ContractTerms.of(
                from: "2023-02-01", to: "2024-01-31", notice: 30, renewal: 12, escalator: "10")
            let won = try await clients.won("Acme", signedOn: "2023-01-15", terms, [.of("Care", 100_00)])
            #expect(won.contract.version == Version(unchecked: 4))
            #expect(won.contract.terms.endsOn == "2026-01-31")
            #expect(won.contract.recurringValue == .eur(1452_00))
            let found = try await clients.call(GetContract(contract: won.contract.id, asOf: "2024-06-01"))
            #expect(found.changes.map(\.kind) == [.signed, .tacitlyRenewed, .tacitlyRenewed])
            #expect(found.changes.map(\.effectiveOn) == ["2023-02-01", "2024-02-01", "2025-02-01"])
            #expect(found.changes.map(\.after.minorUnits) == [1200_00, 1320_00, 1452_00])
            #expect(found.inForce?.recurringValue == .eur(1320_00))
            let versions = try await clients.feed().compactMap(\.contract?.version.rawValue)
            #expect(versions == [1, 2, 3, 4])
        }
    }

    @Test func aFurtherContractOfACustomerNeedsNoHandover() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let won = try await clients.won()
            let second = try await clients.draft(with: won.client)
            let answer = try await clients.call(ActivateContract.of(second, signedOn: "2026-01-20"))
            #expect(answer.handover == nil)
            #expect(answer.client == won.client)
            // One handover at a time.
            let third = try await clients.draft(with: won.client)
            await #expect(throws: HandoverUnderWay(handover: won.handover.id)) {
                try await clients.call(ActivateContract.of(third, signedOn: "2026-01-20", .to(.cleo)))
            }
        }
    }

    @Test func whoBecomesACustomerNeedsAHandover() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let draft = try await clients.draft(with: clients.create("Acme"))
            await #expect(throws: HandoverMissing()) {
                try await clients.call(ActivateContract.of(draft, signedOn: "2026-01-15", executive: .ann))
            }
            #expect(try await clients.call(GetContract(contract: draft.id)).contract == draft)
        }
    }

    @Test func aContractIsActivatedOnceHoweverOftenItIsAsked() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let draft = try await clients.draft(with: clients.create("Acme"))
            let command = try ActivateContract.of(draft, signedOn: "2026-01-15", executive: .ann, .to(.bob))
            let first = try await clients.call(command)
            #expect(try await clients.call(command) == first)
            #expect(try await clients.handovers().items.count == 1)
            await #expect(throws: ContractStateRefused(state: .active)) {
                try await clients.call(ActivateContract.of(first.contract, signedOn: "2026-01-15"))
            }
            await #expect(throws: VersionConflict(currentVersion: first.contract.version)) {
                try await clients.call(ActivateContract.of(draft, signedOn: "2026-01-15"))
            }
            await #expect(throws: ContractStateRefused(state: .active)) {
                try await clients.call(UpdateContract.of(first.contract, reference: "Late"))
            }
        }
    }

    @Test func ofManyWhoActivateAtOnceOneDoes() async throws {
        var surroundings = TestSurroundings()
        surroundings.poolSize = 8
        surroundings.clock = TestClock().clock
        try await withClients(in: surroundings) { clients in
            let draft = try await clients.draft(with: clients.create("Acme"))
            let activated = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 1...20 {
                    group.addTask {
                        do {
                            _ = try await clients.call(
                                ActivateContract.of(draft, signedOn: "2026-01-15", executive: .ann, .to(.bob)))
                            return true
                        } catch is VersionConflict {
                            return false
                        }
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(activated == 1)
            #expect(try await clients.handovers().items.count == 1)
            #expect(try await clients.feed().count == 5)
        }
    }

    @Test func signaturesThatCannotBeAreRefused() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let draft = try await clients.draft(with: clients.create("Acme"))
            await #expect(
                performing: {
                    _ = try await clients.call(
                        ActivateContract.of(draft, signedOn: "2026-01-21", executive: .ann, .to(.bob)))
                }, throws: refusesParams(at: "$.signing.signedOn"))
            await #expect(throws: TeamRoleNotPrimary(role: .specialist, allowed: .initialPrimary)) {
                try await clients.call(
                    ActivateContract.of(
                        draft, signedOn: "2026-01-20", executive: .ann, .to(.bob, as: .specialist)))
            }
            await #expect(throws: TeamRoleUnknown(role: .auditor, known: .initial)) {
                try await clients.call(
                    ActivateContract.of(draft, signedOn: "2026-01-20", executive: .ann, .to(.bob, as: .auditor)))
            }
            await #expect(throws: ContactNotFound()) {
                try await clients.call(
                    ActivateContract.of(
                        draft, signedOn: "2026-01-20", by: .new(at: Clocks.start), executive: .ann, .to(.bob)))
            }
        }
    }

    @Test func anUnknownContractOrOneOfAnotherOrganisationIsNotFound() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let draft = try await clients.draft(with: clients.create("Acme"))
            await #expect(throws: ContractNotFound()) {
                try await clients.inOtherOrganisation.call(
                    ActivateContract.of(draft, signedOn: "2026-01-15", executive: .ann, .to(.bob)))
            }
            #expect(try await clients.call(GetContract(contract: draft.id)).contract == draft)
        }
    }

    @Test func onlyThoseWhoMaySignActivate() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let draft = try await clients.draft(with: clients.create("Acme"))
            let other = clients.as(.user(with: [.readContracts, .writeContracts, .assignClients]))
            await #expect(
                performing: {
                    _ = try await other.call(
                        ActivateContract.of(draft, signedOn: "2026-01-15", executive: .ann, .to(.bob)))
                }, throws: isRemoteError(.permissionDenied))
        }
    }
}
