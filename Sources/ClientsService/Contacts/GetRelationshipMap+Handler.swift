// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension GetRelationshipMap: Handler {
    /// Answered people at most, as the contract says.
    private static let peopleLimit = 1000

    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        guard try await ClientStore.client(client, of: context.sight(of: caller), in: context.database) != nil else {
            throw ClientNotFound()
        }
        let day = asOf ?? CalendarDate(of: context.clock.now())
        let found = try await RelationshipStore.people(
            at: client, of: caller.organisation, on: day, limit: Self.peopleLimit + 1, in: context.database)
        let people = found.prefix(Self.peopleLimit)
        return Response(
            asOf: day, people: people.filter(\.isPresent).map(\.entry),
            hasMorePeople: found.count > Self.peopleLimit,
            gaps: RelationshipRules.gaps(among: Array(people), on: day, staleAfter: staleAfterDays ?? .standard))
    }
}
