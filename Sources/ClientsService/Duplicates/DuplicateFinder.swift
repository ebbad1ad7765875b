// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// The one matcher of clients: for searches of duplicates, and for whatever is about to make a client.
enum DuplicateFinder {
    struct Found {
        let profile: MatchProfile
        let client: ClientID
        let match: MatchRules.Match
    }

    /// Likeliest first, of equals the older client. Throws `ClientNotFound`.
    static func duplicates(
        of subject: MatchStore.Subject, from minimum: DuplicateScore, _ sight: Sight,
        in database: some PostgresExecutor
    ) async throws -> [Found] {
        guard let profile = try await MatchStore.profile(of: subject, sight, in: database) else {
            throw ClientNotFound()
        }
        let details: ClientDetails? =
            switch subject {
            case .client(let id): try await ClientStore.client(id, of: sight, in: database)?.details
            case .draft(_, _, let details): details
            }
        let candidates = try await database.rows(
            MatchStore.candidates(for: profile, details, of: sight), as: ClientID.self)
        return try await MatchStore.profiles(candidates, of: sight, in: database)
            .compactMap { other -> Found? in
                guard let client = other.client else { return nil }
                let match = MatchRules.compare(profile, other)
                return match.score >= minimum ? Found(profile: other, client: client, match: match) : nil
            }
            .sorted { ($1.match.weight, $0.client) < ($0.match.weight, $1.client) }
    }
}
