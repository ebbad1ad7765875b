// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ListDuplicates: Handler {
    /// Bytes of a pair as JSON, at most.
    private static let pairSize = 2500

    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let asked = try PageRequest<DuplicateFilter, ClientID>(self, filter: filter)
        let sight = try await context.sight(of: caller).measured(in: context.database)
        let pairs = try await context.database.rows(
            MatchStore.pairs(after: asked.after, of: sight, limit: Int(asked.rowLimit)),
            as: (ClientID, ClientID?).self)
        let others = Dictionary(grouping: pairs, by: \.0).mapValues { $0.compactMap(\.1) }
        let minimum = asked.filter?.minimumScore ?? .standard
        let subjects = others.keys.sorted()
        let scored = try await scored(subjects.prefix(asked.size), others, from: minimum, sight, in: context.database)
        let sizes = scored.map { $0.pairs.count * ListDuplicates.pairSize }
        let wanted = scored.map(\.subject) + subjects.dropFirst(asked.size)
        let (shown, next) = try asked.cut(wanted, to: PageSize.fitting(sizes: sizes), endingAt: \.self)
        return Response(
            items: scored.prefix(shown.count).flatMap(\.pairs), compared: Count(shown.count), next: next)
    }

    private func scored(
        _ subjects: some Collection<ClientID>, _ others: [ClientID: [ClientID]], from minimum: DuplicateScore,
        _ sight: Sight, in database: some PostgresExecutor
    ) async throws -> [(subject: ClientID, pairs: [DuplicatePair])] {
        let wanted = Set(subjects.filter { others[$0]?.isEmpty == false })
            .union(subjects.flatMap { others[$0] ?? [] })
        let profiles = try await MatchStore.profiles(Array(wanted), of: sight, in: database)
        let byID = Dictionary(profiles.compactMap { profile in profile.client.map { ($0, profile) } }) { $1 }
        return subjects.map { subject in
            let found = (others[subject] ?? []).compactMap { other -> DuplicatePair? in
                guard let first = byID[subject], let second = byID[other] else { return nil }
                let match = MatchRules.compare(first, second)
                guard match.score >= minimum else { return nil }
                return DuplicatePair(
                    first: subject, firstName: first.name, second: other, secondName: second.name,
                    score: match.score, reasons: match.reasons)
            }
            return (subject, found.sorted { ($1.score, $0.second) < ($0.score, $1.second) })
        }
    }
}
