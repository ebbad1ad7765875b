// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit

extension CreateOpportunity {
    static func of(
        _ name: String, with client: ClientID, key: IdempotencyKey? = nil, kind: OpportunityKind = .new,
        stage: String? = nil, amount: Money? = nil, lines: [NewOpportunityLine]? = nil, probability: Int64? = nil,
        closing day: String? = nil, owner: UserID? = nil, contact: ContactID? = nil
    ) throws -> CreateOpportunity {
        try CreateOpportunity(
            idempotencyKey: key ?? .fresh(), client: client, kind: kind, name: Text(validating: name),
            stage: stage.map { try .stage($0) }, probability: probability.map(Probability.init(unchecked:)),
            amount: lines == nil ? amount ?? .of("100.00") : amount, lines: lines.map { try List(validating: $0) },
            expectedCloseOn: day.map { try .day($0) }, owner: owner, contact: contact)
    }
}

extension NewOpportunityLine {
    static func of(_ product: ProductID, _ quantity: Int64, at price: Money) -> NewOpportunityLine {
        NewOpportunityLine(product: product, quantity: LineQuantity(unchecked: quantity), unitPrice: price)
    }
}

extension ClientsUnderTest {
    @discardableResult
    func opportunity(
        _ name: String, with client: ClientID, kind: OpportunityKind = .new, stage: String? = nil,
        amount: Money? = nil, lines: [NewOpportunityLine]? = nil, probability: Int64? = nil,
        closing day: String? = nil, owner: UserID? = nil
    ) async throws -> Opportunity {
        try await call(
            CreateOpportunity.of(
                name, with: client, kind: kind, stage: stage, amount: amount, lines: lines, probability: probability,
                closing: day, owner: owner)
        ).opportunity
    }

    func move(_ opportunity: Opportunity, to stage: String, key: IdempotencyKey? = nil) async throws -> Opportunity {
        try await call(
            MoveOpportunity(
                idempotencyKey: key ?? .fresh(), opportunity: opportunity.id, ifVersion: opportunity.version,
                stage: .stage(stage))
        ).opportunity
    }

    @discardableResult
    func close(
        _ opportunity: Opportunity, _ outcome: OpportunityOutcome, on day: CalendarDate? = nil,
        reason: String? = nil, key: IdempotencyKey? = nil
    ) async throws -> Opportunity {
        let reason = reason ?? (outcome == .won ? nil : "price")
        return try await call(
            CloseOpportunity(
                idempotencyKey: key ?? .fresh(), opportunity: opportunity.id, ifVersion: opportunity.version,
                outcome: outcome, on: day, reason: reason.map { try Text(validating: $0) })
        ).opportunity
    }

    func request(
        _ kind: ConcessionKind = .discount, for opportunity: Opportunity, amount: Money? = nil
    ) async throws -> (concession: ConcessionID, opportunity: Opportunity) {
        let answer = try await call(
            RequestConcession(
                idempotencyKey: .fresh(), opportunity: opportunity.id, ifVersion: opportunity.version, kind: kind,
                description: Text(validating: "10 % in the first year"), amount: amount))
        return (answer.concession, answer.opportunity)
    }

    func decide(_ concession: ConcessionID, of opportunity: Opportunity, _ isApproved: Bool) async throws -> Opportunity
    {
        try await call(
            DecideConcession(
                idempotencyKey: .fresh(), opportunity: opportunity.id, ifVersion: opportunity.version,
                concession: concession, isApproved: isApproved, note: Text(validating: "As agreed"))
        ).opportunity
    }

    func opportunities(
        _ filter: OpportunityFilter? = nil, limit: Int64 = 1000, cursor: PageCursor? = nil
    ) async throws -> Page<Opportunity> {
        try await call(ListOpportunities(filter: filter, limit: PageLimit(unchecked: limit), cursor: cursor))
    }

    /// Another user with all permissions of this one.
    var colleague: ClientsUnderTest {
        self.as(.serviceAccount(with: caller.permissions.permissions))
    }
}
