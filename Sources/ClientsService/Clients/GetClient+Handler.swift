// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension GetClient: Handler {
    package static let isBrief = true
    /// Answered changes at most, as the contract says.
    static let lifecycleChangeLimit = 100

    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let sight = context.sight(of: caller)
        var found: Client?
        var mergedInto: ClientID?
        switch (client, externalId) {
        case (let id?, nil) where asOf == nil:
            if let found = try await context.clientReads.value(of: SoughtClient(id, of: sight)) {
                return Response(client: found.client, lifecycleChanges: found.changes)
            }
            (found, mergedInto) = try await merged(id, sight, context)
        case (let id?, nil):
            found = try await ClientStore.client(id, of: sight, in: context.database)
            if found == nil { (found, mergedInto) = try await merged(id, sight, context) }
        case (nil, let externalId?):
            found = try await ClientStore.client(named: externalId, of: sight, in: context.database)
        default:
            throw InvalidParams(path: "$", rule: "must have exactly one of client and externalId")
        }
        guard let found else { throw ClientNotFound() }
        let changes = try await ClientStore.lifecycleChanges(
            of: found.id, in: caller.organisation, limit: GetClient.lifecycleChangeLimit, from: context.database)
        guard let asOf else {
            return Response(client: found, lifecycleChanges: changes, mergedInto: mergedInto)
        }
        guard
            let past = try await ClientStore.client(
                found.id, of: caller.organisation, asOf: asOf, in: context.database)
        else { throw ClientNotFound() }
        return Response(
            client: past, lifecycleChanges: changes.filter { CalendarDate(of: $0.since) <= asOf },
            mergedInto: mergedInto)
    }

    /// A client that went into another one, as it was last, and which one that is.
    private func merged(
        _ id: ClientID, _ sight: Sight, _ context: ClientsContext
    ) async throws -> (Client?, ClientID?) {
        guard let into = try await MergeStore.successor(of: id, sight, in: context.database) else {
            return (nil, nil)
        }
        let record = try await context.database.optionalRow(
            MergeStore.past(id, in: sight.organisation), as: ClientRecord.self)
        return (record?.client, into)
    }
}
