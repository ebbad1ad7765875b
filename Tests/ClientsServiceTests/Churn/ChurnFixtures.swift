// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit
import TestKit

@testable import ClientsService

extension ClientsUnderTest {
    @discardableResult
    func lose(
        _ client: Client, _ contract: Contract? = nil, key: IdempotencyKey? = nil, on day: CalendarDate,
        reason: String, competitor: String? = nil, winBackOn: CalendarDate? = nil, amounts: [Money]? = nil
    ) async throws -> RecordChurn.Response {
        try await call(
            RecordChurn(
                idempotencyKey: key ?? .fresh(), client: client.id, ifVersion: client.version,
                contract: contract?.id, lostOn: day, amounts: amounts.map { try List(validating: $0) },
                reason: ReasonCode(validating: reason), isPreventable: true,
                competitor: competitor.map { try Text(validating: $0) }, winBackOn: winBackOn))
    }

    /// Another signed contract with a customer.
    func further(
        with client: Client, _ lines: [ContractLine], terms: ContractTerms? = nil
    ) async throws -> Contract {
        let draft = try await draft(with: client, terms, lines)
        return try await call(ActivateContract.of(draft, signedOn: "2026-01-15")).contract
    }

    /// What the service does every hour.
    func runTacitRenewals(clock: Clock) async throws {
        try await withContext(clock) { try await TacitRenewals.recordAll(in: $0) }
    }

    func runDepartures(clock: Clock) async throws {
        try await withContext(clock) { try await Departures.settleAll(in: $0) }
    }

    private func withContext(_ clock: Clock, _ body: (ClientsContext) async throws -> Void) async throws {
        try await database.withPool(as: .clients, size: 2) { pool in
            try await body(
                ClientsContext(
                    database: pool, clock: clock, commands: Commands(database: pool),
                    feeds: FeedWaiter(channel: FeedStore.channel, of: pool), webhooks: context.webhooks))
        }
    }
}

extension Client {
    /// Another one with the same version.
    func `as`(_ id: ClientID) -> Client {
        Client(
            id: id, version: version, kind: kind, name: name, lifecycle: lifecycle, lifecycleSince: lifecycleSince,
            externalIds: [], createdAt: createdAt, updatedAt: updatedAt)
    }
}

extension Array {
    func asyncMap<Answer>(_ body: (Element) async throws -> Answer) async throws -> [Answer] {
        var answers: [Answer] = []
        for element in self { answers.append(try await body(element)) }
        return answers
    }
}
