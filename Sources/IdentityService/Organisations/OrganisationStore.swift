// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// The tenant's own record.
struct Organisation: Sendable, Equatable {
    let organisation: OrganisationID
    let code: OrganisationCode
    let name: Text<1, 200>
}

enum OrganisationStore {
    static func insert(_ organisation: Organisation, at now: Instant, in tx: Transaction) async throws {
        try await tx.execute(
            """
            insert into organisation (organisation_id, code, name, created_at)
            values (\(organisation.organisation), \(organisation.code), \(organisation.name), \(now))
            """)
        try await SecurityEventStore.open(chainOf: organisation.organisation, in: tx)
    }

    static func find(_ code: OrganisationCode, in executor: any PostgresExecutor) async throws -> OrganisationID? {
        try await executor.optionalRow(
            "select organisation_id from organisation where code = \(code)", as: OrganisationID.self)
    }

    /// Changes of who may do what take turns within an organisation: rules such as *one administrator stays* are about
    /// all of its users together.
    static func lock(_ organisation: OrganisationID, in tx: Transaction) async throws {
        try await tx.execute(
            "select 1 from organisation where organisation_id = \(organisation) for no key update")
    }
}
