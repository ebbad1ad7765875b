// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres

extension GetContract: Handler {
    private static let changeLimit = 200

    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let organisation = caller.organisation
        let (found, changes) = try await context.database.pipeline(
            Postgres.Query.optionalRow(
                ContractStore.statement(contract, of: context.sight(of: caller)), as: StoredFact<Contract>.self),
            Postgres.Query.rows(
                ContractStore.changes(of: contract, in: organisation, limit: Self.changeLimit),
                as: ContractChangeRecord.self))
        guard let found else { throw ContractNotFound() }
        return Response(
            contract: found.record, inForce: try await inForce(of: organisation, in: context),
            changes: changes.reversed().map(\.change))
    }

    private func inForce(of organisation: OrganisationID, in context: ClientsContext) async throws -> Contract? {
        guard let asOf else { return nil }
        let recorded = try await context.database.optionalRow(
            ContractStore.statement(contract, of: organisation, asOf: asOf), as: StoredFact<Contract>.self)
        guard let contract = recorded?.record, contract.counts(on: asOf) else { return nil }
        return contract
    }
}

extension Contract {
    /// Whether it counts on the day, which is none before its latest change.
    func counts(on day: CalendarDate) -> Bool {
        guard state == .active, day >= terms.startsOn else { return false }
        guard let endsOn = terms.endsOn, endsOn < day else { return true }
        return terms.renewalMonths != nil
    }
}
