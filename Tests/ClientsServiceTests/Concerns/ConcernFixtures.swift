// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ClientsService
import Contracts
import JSONRPC
import TestKit

extension OpenConcern {
    static func of(
        _ subject: String, about client: Client, key: IdempotencyKey? = nil, opportunity: OpportunityID? = nil,
        contract: ContractID? = nil, contact: ContactID? = nil, kind: ConcernKind = .complaint,
        severity: String = "high", isBlocking: Bool? = nil, receivedAt: Instant? = nil
    ) throws -> OpenConcern {
        try OpenConcern(
            idempotencyKey: key ?? .fresh(), client: client.id, opportunity: opportunity, contract: contract,
            contact: contact, kind: kind, severity: SeverityCode(validating: severity), isBlocking: isBlocking,
            subject: Text(validating: subject), receivedAt: receivedAt)
    }
}

extension FlagRisk {
    static func of(
        _ summary: String, about client: Client, key: IdempotencyKey? = nil, replacing present: Risk? = nil,
        level: RiskLevel = .high, owner: UserID = .ann, amount: Money? = nil, concern: ConcernID? = nil,
        contract: ContractID? = nil
    ) throws -> FlagRisk {
        try FlagRisk(
            idempotencyKey: key ?? .fresh(), risk: present?.id, ifVersion: present?.version, client: client.id,
            contract: contract, level: level, category: .people, summary: Text(validating: summary),
            evidence: List(validating: [
                RiskEvidence(
                    observedOn: "2026-01-14", what: Text(validating: "The champion has left"), concern: concern)
            ]),
            amount: amount,
            savePlan: SavePlan(
                goal: Text(validating: "Win her successor"), owner: owner, reviewOn: "2026-02-01",
                steps: List(validating: [SaveStep(title: Text(validating: "Visit"), dueOn: "2026-01-20")])))
    }
}

extension ClientsUnderTest {
    @discardableResult
    func open(
        _ subject: String, about client: Client, opportunity: OpportunityID? = nil, contract: ContractID? = nil,
        kind: ConcernKind = .complaint, severity: String = "high", isBlocking: Bool? = nil,
        receivedAt: Instant? = nil
    ) async throws -> Concern {
        try await call(
            OpenConcern.of(
                subject, about: client, opportunity: opportunity, contract: contract, kind: kind, severity: severity,
                isBlocking: isBlocking, receivedAt: receivedAt)
        ).concern
    }

    @discardableResult
    func move(
        _ concern: Concern, to state: ConcernState, user: UserID? = nil, team: String? = nil, note: String? = nil
    ) async throws -> Concern {
        try await call(
            MoveConcern(
                idempotencyKey: .fresh(), concern: concern.id, ifVersion: concern.version, to: state, user: user,
                team: team.map { try Text(validating: $0) }, note: note.map { try LongText(validating: $0) })
        ).concern
    }

    func concerns(_ filter: ConcernFilter = ConcernFilter()) async throws -> [Concern] {
        try await call(ListConcerns(filter: filter)).items.map(\.concern)
    }

    @discardableResult
    func flag(
        _ summary: String, about client: Client, level: RiskLevel = .high, owner: UserID = .ann
    ) async throws -> Risk {
        try await call(FlagRisk.of(summary, about: client, level: level, owner: owner)).risk
    }

    func close(_ risk: Risk, as outcome: RiskState) async throws -> Risk {
        try await call(
            CloseRisk(
                idempotencyKey: .fresh(), risk: risk.id, ifVersion: risk.version, outcome: outcome,
                note: LongText(validating: "We met"))
        ).risk
    }
}

/// Clients whose clock stands at `Clocks.start` until it is moved.
func withClients<Answer>(at time: TestClock, _ body: (ClientsUnderTest) async throws -> Answer) async throws -> Answer {
    var surroundings = TestSurroundings()
    surroundings.clock = time.clock
    return try await withClients(in: surroundings, body)
}

extension TestClock {
    func advance(hours: Int64) { advance(bySeconds: hours * 3600) }
}

extension Money {
    static func euros(_ cents: Int64) throws -> Money {
        Money(minorUnits: cents, currency: try CurrencyCode(validating: "EUR"))
    }
}
