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
    let former: [UInt8]?
    let failures: Int
    let failingSince: Instant?

    init(row: inout Row) throws {
        organisation = try row.next()
        token = try row.next()
        webhook = try StoredRecord.decode(Webhook.self, try row.next())
        let kind: String = try row.next()
        let principal: UUIDValue = try row.next()
        let permissions: [String] = try row.next()
        creator = Caller(
            subject: kind == "user" ? .user(UserID(principal)) : .serviceAccount(ServiceAccountID(principal)),
            organisation: organisation, permissions: PermissionSet(permissions.compactMap(Permission.init(rawValue:))))
        position = try row.next()
        secret = try row.next()
        former = try row.next()
        failures = try row.next()
        failingSince = try row.next()
    }

    /// What is sent: what the creator may read of what was subscribed to, but nothing about webhooks.
    var kinds: Set<ClientFeedItem.Kind> {
        let permitted = Set(TimelineRules.kinds(nil, for: creator)).subtracting([.webhook])
        return webhook.kinds.map { permitted.intersection($0) } ?? permitted
    }
}
