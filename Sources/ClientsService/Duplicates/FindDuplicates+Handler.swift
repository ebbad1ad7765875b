// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension FindDuplicates: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let subject: MatchStore.Subject
        switch (client, draft) {
        case (let client?, nil): subject = .client(client)
        case (nil, let draft?):
            subject = .draft(draft.kind, draft.name, try draft.details.flatMap(ClientDetails.init))
        default: throw InvalidParams(path: "$", rule: "must have exactly one of client and draft")
        }
        let sight = context.sight(of: caller)
        let found = try await DuplicateFinder.duplicates(
            of: subject, from: minimumScore ?? .standard, sight, in: context.database
        ).prefix(Int((limit ?? .standard).rawValue))
        let clients = try await context.database.rows(
            ClientSearchStore.clients(found.map(\.client), of: sight), as: ClientRecord.self
        ).map(\.client)
        let byID = Dictionary(uniqueKeysWithValues: clients.map { ($0.id, $0) })
        let matches = found.compactMap { found in
            byID[found.client].map {
                DuplicateMatch(client: $0, score: found.match.score, reasons: found.match.reasons)
            }
        }
        return Response(items: Array(matches.prefix(PageSize.fitting(matches.lazy.map(\.client)))))
    }
}
