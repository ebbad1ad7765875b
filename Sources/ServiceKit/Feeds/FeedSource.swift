// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import Postgres

/// One feed of another service's: a client directory's, a book's.
package struct FeedScope: Sendable, Hashable {
    package let organisation: OrganisationID
    /// The book, or where a feed is an organisation's, the organisation again.
    package let id: UUIDValue

    package init(organisation: OrganisationID, id: UUIDValue) {
        self.organisation = organisation
        self.id = id
    }
}

/// What is made of a feed's records, once from the first on. A rebuild makes the next generation beside the live one,
/// so every row that comes from a feed carries its generation.
package struct FeedProjection: Sendable, Hashable {
    package let scope: FeedScope
    /// From 1.
    package let generation: Int32

    package init(scope: FeedScope, generation: Int32) {
        self.scope = scope
        self.generation = generation
    }
}

/// A record of a feed.
package protocol FeedRecord: Sendable {
    /// Dense from 1.
    var position: FeedPosition { get }
}

/// Another service's feeds, and what is made of them here.
package protocol FeedSource: Sendable {
    associatedtype Record: FeedRecord

    /// `clients`, `ledger`: stands in `feed` and in metrics.
    static var name: String { get }

    /// Every feed there is, with its latest position.
    func scopes() async throws -> [(scope: FeedScope, head: FeedPosition)]
    /// The records after a position, in order, at most `limit`, and the feed's latest position.
    func read(
        _ scope: FeedScope, after position: FeedPosition, limit: PageLimit
    ) async throws -> (records: [Record], head: FeedPosition)
    /// Writes what follows from the records, in the transaction that moves the cursor. They are given once each, in
    /// order; that they are not given twice rests on the transaction, so nothing may be done outside of it.
    func apply(_ records: [Record], to projection: FeedProjection, in tx: Transaction) async throws
    /// Deletes at most `limit` rows of each table of what was made of the records, and answers how many were deleted.
    func forget(_ projection: FeedProjection, limit: Int, in tx: Transaction) async throws -> Int
}
