// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit

/// A webhook that one run delivers for: no other does while the claim holds.
struct WebhookClaim: RowDecodable {
    let organisation: OrganisationID
    let token: UUIDValue
    let webhook: Webhook
    /// Whose sight counts, with the permissions that he had when he last changed the webhook.
    let creator: Caller
    let position: FeedPosition
    let secret: [UInt8]
    /// The latest first.
    let formers: [[UInt8]]
    let failures: Int
    let failingSince: Instant?
    /// The event that failed last, if all others wait for it.
    let failingPosition: FeedPosition?
    /// Whether it failed because the receiver's name was not found.
    let wasUnresolved: Bool

    init(row: inout Row) throws {
        organisation = try row.next()
        token = try row.next()
        let record: [UInt8] = try row.next()
        let kind: String = try row.next()
        let principal: UUIDValue = try row.next()
        let permissions: [String] = try row.next()
        creator = Caller(
            subject: kind == "user" ? .user(UserID(principal)) : .serviceAccount(ServiceAccountID(principal)),
            organisation: organisation, permissions: PermissionSet(permissions.compactMap(Permission.init(rawValue:))))
        position = try row.next()
        secret = try row.next()
        let formers: [String] = try row.next()
        self.formers = formers.map(WebhookClaim.bytes(ofHex:))
        failures = try row.next()
        failingSince = try row.next()
        failingPosition = try row.next()
        wasUnresolved = try row.next()
        // After all columns, so that a record that cannot be read leaves the other rows readable.
        webhook = try StoredRecord.decode(Webhook.self, record)
    }

    /// Of what the database has encoded.
    private static func bytes(ofHex text: String) -> [UInt8] {
        let digits = text.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }

    /// What is sent: what the creator may read of what was subscribed to, but nothing about webhooks.
    var kinds: Set<ClientFeedItem.Kind> {
        let permitted = Set(TimelineRules.kinds(nil, for: creator)).subtracting([.webhook])
        return webhook.kinds.map { permitted.intersection($0) } ?? permitted
    }
}

/// One of the rows that a look has claimed: those that can be read are served, whatever the others are.
struct WebhookClaimRow: RowDecodable {
    let claim: Result<WebhookClaim, any Error>

    init(row: inout Row) throws {
        do {
            claim = .success(try WebhookClaim(row: &row))
        } catch {
            claim = .failure(error)
        }
    }
}
