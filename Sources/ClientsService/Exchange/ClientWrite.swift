// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit

/// One transaction that changes clients of an organisation.
///
/// It begins by locking the organisation's row of `feed_head` and holds it until the commit. The row must be held
/// from the first position that is assigned to the commit anyway, or positions would not follow the order of commits;
/// taking it first gives all other locks of the transaction one order, so that two writes never wait for each other
/// crosswise, and what was read stays as it is. The only lock before it is the one on the command's idempotency key.
struct ClientWrite {
    let transaction: Transaction
    let organisation: OrganisationID
    /// Read after the lock is held, so that later changes do not carry earlier times of the same clock.
    let now: Instant
    /// Which clients the caller sees.
    let sight: Sight
    private let head: FeedPosition
    /// Who is recorded in the history.
    private let author: String

    static func begin(by caller: Caller, at clock: Clock, in transaction: Transaction) async throws -> ClientWrite {
        let head = try await transaction.row(
            """
            insert into clients.feed_head as head (organisation_id, position) values (\(caller.organisation), 0)
            on conflict (organisation_id) do update set position = head.position
            returning position
            """, as: FeedPosition.self)
        let now = clock.now()
        return ClientWrite(
            transaction: transaction, organisation: caller.organisation, now: now, sight: Sight(of: caller, at: now),
            head: head, author: caller.label)
    }

    /// Records the present version of each changed client, and the given versions of other records, in the history and
    /// in the feed, clients first and else in the given order, and wakes the feed's readers at the commit. The last
    /// step of a write, and its only publication; each client is named once.
    func publish(_ changes: [ClientChange] = [], _ facts: [ClientFact] = []) async throws {
        var statements: [SQL] = []
        if !changes.isEmpty {
            statements.append(ClientHistory.record(changes, after: head, of: organisation, by: author))
        }
        if !facts.isEmpty {
            let place = FeedPosition(unchecked: head.rawValue + Int64(changes.count))
            statements.append(ClientFactStore.record(facts, after: place, in: self, by: author))
        }
        if statements.isEmpty { return }
        _ = try await transaction.batch(statements + [FeedStore.announce(organisation)])
    }

    /// The same for records other than clients.
    func publish(_ facts: [ClientFact]) async throws {
        try await publish([], facts)
    }

    /// Publishes one change and answers the record as it is now.
    func publish(_ kind: ClientFeedItem.Kind, of client: ClientID) async throws -> Client {
        try await publish([ClientChange(client: client, kind: kind)])
        return try await self.client(client)
    }

    /// A client that the transaction found or made, as it is now.
    func client(_ client: ClientID) async throws -> Client {
        try await transaction.row(
            ClientStore.statement(client, of: .whole(organisation)), as: ClientRecord.self
        ).client
    }
}

struct ClientChange {
    let client: ClientID
    let kind: ClientFeedItem.Kind
}
