// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// A record other than a client as one of its versions has it: what the history keeps and the feed shows.
struct ClientFact {
    let kind: ClientFeedItem.Kind
    let record: UUIDValue
    let version: Version
    /// The record as JSON.
    let bytes: [UInt8]
    /// In whose timelines the change stands. Who sees one of them sees its item of the feed, but that of a lead,
    /// which is shown to who sees the lead; one of none is shown to who sees all clients, and of a task to who sees
    /// that.
    let clients: Set<ClientID>
    /// False for a record that only came to another client: that is no event of any timeline.
    let isEvent: Bool
    /// When it happened by the timeline; nil for the time of the write.
    let happenedAt: Instant?

    /// `clients` are those whom the change is about.
    init(
        _ kind: ClientFeedItem.Kind, _ record: UUIDValue, _ version: Version, _ value: some Encodable,
        about clients: [ClientID] = [], at happenedAt: Instant? = nil
    ) throws {
        self.kind = kind
        self.record = record
        self.version = version
        self.clients = Set(clients)
        self.happenedAt = happenedAt
        isEvent = true
        bytes = try StoredRecord.encode(value)
    }

    /// Of a record that moved with its client to another one, as it is stored.
    init(
        moved kind: ClientFeedItem.Kind, _ record: UUIDValue, _ version: Version, _ bytes: [UInt8],
        of clients: [ClientID]
    ) {
        self.kind = kind
        self.record = record
        self.version = version
        self.bytes = bytes
        self.clients = Set(clients)
        isEvent = false
        happenedAt = nil
    }

    /// Who saw the contact at a client that it has no position at any more is told so.
    static func contact(_ contact: Contact, after former: Contact? = nil) throws -> ClientFact {
        try ClientFact(
            .contact, contact.id.uuid, contact.version, contact,
            about: (contact.positions + (former?.positions ?? [])).map(\.client))
    }

    static func relationship(_ relationship: Relationship) throws -> ClientFact {
        try ClientFact(
            .relationship, relationship.id.uuid, relationship.version, relationship, about: [relationship.client])
    }

    static func product(_ product: Product) throws -> ClientFact {
        try ClientFact(.product, product.id.uuid, product.version, product)
    }

    static func stages(_ stages: StageList, of organisation: OrganisationID) throws -> ClientFact {
        try ClientFact(.stages, organisation.uuid, stages.version, stages)
    }

    static func lead(_ lead: Lead) throws -> ClientFact {
        // One that was converted is as hidden as its client, whoever referred it.
        try ClientFact(
            .lead, lead.id.uuid, lead.version, lead,
            about: [lead.conversion?.client ?? lead.referredBy].compactMap(\.self))
    }

    static func opportunity(_ opportunity: Opportunity) throws -> ClientFact {
        try ClientFact(
            .opportunity, opportunity.id.uuid, opportunity.version, opportunity, about: [opportunity.client])
    }

    /// Has one version alone.
    static func consent(_ consent: Consent, of contact: Contact) throws -> ClientFact {
        try ClientFact(
            .consent, consent.id.uuid, Version(unchecked: 1), consent, about: contact.positions.map(\.client))
    }

    static func accessGrant(_ grant: AccessGrant) throws -> ClientFact {
        try ClientFact(.accessGrant, grant.id.uuid, grant.version, grant, about: [grant.client])
    }

    static func reporting(_ reporting: Reporting) throws -> ClientFact {
        try ClientFact(.reporting, reporting.user.uuid, reporting.version, reporting)
    }

    static func userGroup(_ group: UserGroup) throws -> ClientFact {
        try ClientFact(.userGroup, group.id.uuid, group.version, group)
    }

    /// Has one version alone.
    static func churn(_ churn: Churn) throws -> ClientFact {
        try ClientFact(.churn, churn.id.uuid, Version(unchecked: 1), churn, about: [churn.client])
    }

    static func contract(_ contract: Contract) throws -> ClientFact {
        try ClientFact(.contract, contract.id.uuid, contract.version, contract, about: [contract.client])
    }

    static func webhook(_ webhook: Webhook) throws -> ClientFact {
        try ClientFact(.webhook, webhook.id.uuid, webhook.version, webhook)
    }

    static func handover(_ handover: Handover) throws -> ClientFact {
        try ClientFact(.handover, handover.id.uuid, handover.version, handover, about: [handover.client])
    }

    static func merge(_ merge: Merge) throws -> ClientFact {
        try ClientFact(
            .merge, merge.id.uuid, merge.version, merge,
            about: merge.unmergedAt == nil ? [merge.into] : [merge.into, merge.from])
    }

    static func reasons(_ tree: ReasonTree) throws -> ClientFact {
        try ClientFact(.reasons, tree.kind.record, tree.version, tree)
    }

    /// As PostgreSQL reads an array: those of an array of arrays would have to be of one length.
    fileprivate var clientsText: String { "{" + clients.map(\.text).joined(separator: ",") + "}" }
}

/// Versions of records other than clients: written once with their item of the feed, never changed.
enum ClientFactStore {
    /// The feed goes on at `head` + 1.
    static func record(
        _ facts: [ClientFact], after head: FeedPosition, in write: ClientWrite, by author: String
    ) -> SQL {
        let places = facts.enumerated().flatMap { index, fact in
            (fact.isEvent ? fact.clients : []).map {
                (ordinal: index + 1, client: $0, happenedAt: fact.happenedAt ?? write.now)
            }
        }
        return """
            with given as (
                select * from unnest(
                    \(facts.map(\.kind)), \(facts.map(\.record)), \(facts.map(\.version)), \(facts.map(\.bytes)),
                    \(facts.map(\.clientsText)))
                    with ordinality as given (kind, record_id, version, record, about, ordinal)
            ), recorded as (
                insert into clients.fact (organisation_id, kind, record_id, version, record, recorded_at, recorded_by)
                select \(write.organisation)::uuid, kind, record_id, version, record, \(write.now), \(author) from given
            ), item as (
                insert into clients.feed (organisation_id, position, kind, record_id, version, about, recorded_at)
                select \(write.organisation)::uuid, \(head) + ordinal, kind, record_id, version, about::uuid[],
                    \(write.now)
                from given
            ), place as (
                insert into clients.timeline (organisation_id, client_id, happened_at, position, kind)
                select \(write.organisation)::uuid, place.client_id, place.happened_at, \(head) + given.ordinal,
                    given.kind
                from unnest(\(places.map(\.ordinal)), \(places.map(\.client)), \(places.map(\.happenedAt)))
                    as place (ordinal, client_id, happened_at)
                join given on given.ordinal = place.ordinal
            )
            update clients.feed_head set position = \(head) + \(facts.count)
            where organisation_id = \(write.organisation)
            """
    }
}
