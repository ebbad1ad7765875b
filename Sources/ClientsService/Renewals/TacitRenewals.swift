// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit

/// Terms that have gone on because nobody gave notice are recorded as such: by whoever lists renewals, and every hour.
enum TacitRenewals {
    /// Contracts of one transaction.
    private static let batch = 100
    /// Terms of one contract that are recorded at once; the others follow.
    private static let termLimit = 120

    /// All that there are in the organisation up to today.
    static func record(of organisation: OrganisationID, in context: ClientsContext) async throws {
        let today = context.clock.now().day
        while try await context.database.row(isAnyOver(of: organisation, today: today), as: Bool.self) {
            try await context.database.withTransaction { transaction in
                try await recordBatch(of: organisation, in: context, transaction)
            }
        }
    }

    /// All that there are, organisation by organisation.
    static func recordAll(in context: ClientsContext) async throws {
        let today = context.clock.now().day
        while true {
            let organisations = try await context.database.rows(
                organisations(today: today, limit: batch), as: OrganisationID.self)
            for organisation in organisations { try await record(of: organisation, in: context) }
            if organisations.count < batch { return }
        }
    }

    private static func recordBatch(
        of organisation: OrganisationID, in context: ClientsContext, _ transaction: Transaction
    ) async throws {
        let clerk = Caller(
            subject: .service(.clients), organisation: organisation, permissions: PermissionSet([]))
        let write = try await ClientWrite.begin(by: clerk, at: context.clock, in: transaction)
        let today = write.now.day
        let over = try await transaction.rows(
            statement(of: organisation, today: today, limit: batch), as: StoredFact<Contract>.self
        ).map(\.record)
        // One that ends where the calendar does goes on no more.
        let versions = over.flatMap { contract -> [Contract] in
            let renewed = contract.tacitRenewals(before: today, limit: termLimit, at: write.now)
            return renewed.isEmpty ? [contract.withoutRenewal(at: write.now)] : renewed
        }
        try await ContractStore.put(versions, in: write)
        try await write.publish(try versions.map { try .contract($0) })
    }

    static func isAnyOver(of organisation: OrganisationID, today: CalendarDate) -> SQL {
        "select exists (\(over(today: today)) and contract.organisation_id = \(organisation))"
    }

    static func organisations(today: CalendarDate, limit: Int) -> SQL {
        """
        select organisation_id from (\(over(today: today)) limit 10000) as contract
        group by organisation_id order by organisation_id limit \(limit)
        """
    }

    static func statement(of organisation: OrganisationID, today: CalendarDate, limit: Int) -> SQL {
        """
        select \(ContractStore.record)
        from (
            \(over(today: today)) and contract.organisation_id = \(organisation)
            order by contract.ends_on, contract.contract_id limit \(limit)
        ) as contract
        """
    }

    private static func over(today: CalendarDate) -> SQL {
        """
        select contract.organisation_id, contract.contract_id, contract.version, contract.ends_on
        from clients.contract
        where contract.state = 'active' and contract.renews_tacitly and contract.ends_on < \(today)
        """
    }
}

extension Contract {
    /// Agreed to go on, where no further term fits into the calendar.
    fileprivate func withoutRenewal(at now: Instant) -> Contract {
        let terms = ContractTerms(
            startsOn: terms.startsOn, endsOn: terms.endsOn, noticeDays: terms.noticeDays, escalator: terms.escalator)
        return next(.amended, from: terms.endsOn ?? terms.startsOn, terms: terms, at: now)
    }
}
