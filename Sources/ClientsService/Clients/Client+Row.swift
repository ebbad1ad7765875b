// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// A record as it is read, from columns in the order of `ClientColumns`.
struct ClientRecord: RowDecodable {
    let client: Client

    init(row: inout Row) throws {
        let id: ClientID = try row.next()
        let version: Version = try row.next()
        let profile = try ClientProfile(row: &row)
        let lifecycleSince: Instant = try row.next()
        let systems: [ExternalSystem] = try row.next()
        let ids: [Text<1, 200>] = try row.next()
        let details: [UInt8]? = try row.next()
        let fields: [UInt8]? = try row.next()
        client = Client(
            id: id, version: version, kind: profile.kind, name: profile.name, lifecycle: profile.lifecycle,
            lifecycleSince: lifecycleSince, tier: profile.tier, segment: profile.segment, industry: profile.industry,
            country: profile.country, currency: profile.currency, locale: profile.locale,
            externalIds: zip(systems, ids).map(ExternalID.init),
            details: try details.map { try StoredRecord.decode(ClientDetails.self, $0) },
            fields: try fields.map { try StoredRecord.decode([CustomFieldValue].self, $0) }, createdAt: try row.next(),
            updatedAt: try row.next())
    }
}

extension ClientProfile: RowDecodable {
    init(row: inout Row) throws {
        self.init(
            kind: try row.next(), name: try row.next(), lifecycle: try row.next(), tier: try row.next(),
            segment: try row.next(), industry: try row.next(), country: try row.next(), currency: try row.next(),
            locale: try row.next())
    }
}

enum ClientColumns {
    /// Of a `client` and its external ids as `ids`.
    static var present: SQL {
        """
        client.client_id, client.version, client.kind, client.name, client.lifecycle, client.tier, client.segment,
        client.industry, client.country, client.currency, client.locale, client.lifecycle_since,
        ids.systems, ids.ids, client.details, client.fields, client.created_at, client.updated_at
        """
    }

    /// Joins the external ids of `client`, by system and id.
    static var externalIDs: SQL {
        """
        cross join lateral (
            select coalesce(array_agg(known.system), '{}') as systems,
                coalesce(array_agg(known.external_id), '{}') as ids
            from (
                -- In the order of the index, so that neither array is sorted by itself.
                select known.system, known.external_id from clients.client_external_id as known
                where known.organisation_id = client.organisation_id and known.client_id = client.client_id
                order by known.system, known.external_id
            ) as known
        ) as ids
        """
    }

    static let pastCount = 18

    /// Of a `version`; `pastCount` columns.
    static var past: SQL {
        """
        version.client_id, version.version, version.kind, version.name, version.lifecycle, version.tier,
        version.segment, version.industry, version.country, version.currency, version.locale,
        version.lifecycle_since, version.external_systems, version.external_ids, version.details, version.fields,
        version.created_at, version.updated_at
        """
    }
}
