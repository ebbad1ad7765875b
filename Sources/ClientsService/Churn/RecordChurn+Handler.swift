// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension RecordChurn: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try ChurnRules.requireAllowed(self)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let present = try await ClientStore.client(client, in: write)
            guard present.version == ifVersion else { throw VersionConflict(currentVersion: present.version) }
            guard present.lifecycle == .customer else { throw ClientNotCustomer(lifecycle: present.lifecycle) }
            let signed = try await ContractStore.signed(with: client, in: write)
            let lost = try await lost(of: signed, in: write)
            let reason = try await ReasonStore.reason(reason, .churn, in: write)
            let ended = lost.map {
                $0[$0.count - 1].ended(
                    on: ChurnRules.end(of: $0[$0.count - 1], lostOn: lostOn), reason, at: write.now)
            }
            let churn = try churn(
                of: lost.map { $0[$0.count - 1] }, leaving: lost.count == signed.count, reason, at: write.now)
            let versions = lost.flatMap { $0.dropFirst() } + ended
            try await ContractStore.put(versions, in: write)
            let leaves = churn.clientLeaves && lostOn <= write.now.day
            try await ChurnStore.insert(churn, hasLeft: leaves, in: write)
            let departure = try await leaves ? Departure.of(present, in: write) : Departure()
            try await write.publish(
                departure.changes,
                try versions.map { try .contract($0) } + departure.facts + [try .churn(churn)])
            return Response(churn: churn, client: try await write.client(client))
        }
    }

    /// The contracts that end, each with the tacit renewals that are recorded before.
    private func lost(of signed: [Contract], in write: ClientWrite) async throws -> [[Contract]] {
        guard let contract else {
            return signed.map { [$0] + $0.tacitRenewals(before: min(lostOn, write.now.day), at: write.now) }
        }
        guard let found = try await ContractStore.contract(contract, of: write.sight, in: write.transaction),
            found.client == client
        else { throw ContractNotFound() }
        guard found.state == .active else { throw ContractStateRefused(state: found.state) }
        let versions = [found] + found.tacitRenewals(before: min(lostOn, write.now.day), at: write.now)
        try ChurnRules.requireDay(lostOn, of: versions[versions.count - 1])
        return [versions]
    }

    private func churn(
        of lost: [Contract], leaving: Bool, _ reason: GivenReason, at now: Instant
    ) throws(ChurnAmountMissing) -> Churn {
        let amounts = amounts?.elements ?? ChurnRules.amounts(of: lost)
        guard !amounts.isEmpty else { throw ChurnAmountMissing() }
        return Churn(
            id: .new(at: now), client: client, contract: contract, ended: lost.map(\.id), lostOn: lostOn,
            amounts: amounts, reason: reason, isPreventable: isPreventable, competitor: competitor,
            winBackOn: winBackOn, note: note, clientLeaves: leaving, recordedAt: now)
    }
}

extension Contract {
    fileprivate func ended(on day: CalendarDate, _ reason: GivenReason, at now: Instant) -> Contract {
        next(
            .ended, from: day, state: .ended, value: Money(minorUnits: 0, currency: currency), reason: reason, at: now)
    }
}
