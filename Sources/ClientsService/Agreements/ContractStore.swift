// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Contracts as they were last agreed, and their changes.
enum ContractStore {
    static func contract(
        _ id: ContractID, of sight: Sight, in database: some PostgresExecutor
    ) async throws -> Contract? {
        try await database.optionalRow(statement(id, of: sight), as: StoredFact<Contract>.self)?.record
    }

    /// Throws `ContractNotFound` and `VersionConflict`.
    static func contract(_ id: ContractID, ifVersion: Version, in write: ClientWrite) async throws -> Contract {
        guard let contract = try await contract(id, of: write.sight, in: write.transaction) else {
            throw ContractNotFound()
        }
        guard contract.version == ifVersion else { throw VersionConflict(currentVersion: contract.version) }
        return contract
    }

    /// A signed contract that has not ended, and after it the versions that tacit renewals up to today make of it.
    ///
    /// Throws `ContractNotFound`, `VersionConflict` and `ContractStateRefused`.
    static func active(_ id: ContractID, ifVersion: Version, in write: ClientWrite) async throws -> [Contract] {
        let present = try await contract(id, ifVersion: ifVersion, in: write)
        guard present.state == .active else { throw ContractStateRefused(state: present.state) }
        return [present] + present.tacitRenewals(before: write.now.day, at: write.now)
    }

    /// The client's signed contracts that have not ended. Throws `TooManyContracts`.
    static func signed(with client: ClientID, in write: ClientWrite) async throws -> [Contract] {
        let limit = 500
        let found = try await write.transaction.rows(
            statement(
                ContractFilter(client: client, state: .active), of: .whole(write.organisation), after: nil,
                limit: limit + 1),
            as: StoredFact<Contract>.self)
        guard found.count <= limit else { throw TooManyContracts(limit: Count(limit)) }
        return found.map(\.record)
    }

    static func statement(_ id: ContractID, of sight: Sight) -> SQL {
        """
        select \(record) from clients.contract
        where contract.organisation_id = \(sight.organisation) and contract.contract_id = \(id)
            \(sight.sees("contract.client_id"))
        """
    }

    static func statement(
        _ filter: ContractFilter, _ tests: CustomFieldTests = .none, of sight: Sight, after contract: ContractID?,
        limit: Int
    ) -> SQL {
        let after = contract ?? ContractID(UUIDValue(high: 0, low: 0))
        var condition: SQL = "contract.organisation_id = \(sight.organisation) and contract.contract_id > \(after)"
        if let client = filter.client { condition += " and contract.client_id = \(client)" }
        if let state = filter.state { condition += " and contract.state = \(state)" }
        if let day = filter.endsFrom { condition += " and contract.ends_on >= \(day)" }
        if let day = filter.endsTo { condition += " and contract.ends_on <= \(day)" }
        condition += tests.hold(of: "contract.contract_id", in: sight.organisation)
        return """
            select \(record)
            from (
                select contract.organisation_id, contract.contract_id, contract.version from clients.contract
                where \(condition)\(sight.sees("contract.client_id"))
                order by contract.contract_id limit \(limit)
            ) as contract
            order by contract.contract_id
            """
    }

    /// Of a `contract`. Looked up by itself, so that no plan reads the history of all contracts instead.
    static var record: SQL {
        """
        (
            select fact.record from clients.fact
            where fact.organisation_id = contract.organisation_id and fact.kind = 'contract'
                and fact.record_id = contract.contract_id and fact.version = contract.version
        )
        """
    }

    /// The version that the latest change up to the day made; none before the first.
    static func statement(_ id: ContractID, of organisation: OrganisationID, asOf day: CalendarDate) -> SQL {
        """
        select \(record)
        from (
            select organisation_id, contract_id, version from clients.contract_change
            where organisation_id = \(organisation) and contract_id = \(id) and effective_on <= \(day)
            order by version desc limit 1
        ) as contract
        """
    }

    /// Latest first.
    static func changes(of id: ContractID, in organisation: OrganisationID, limit: Int) -> SQL {
        """
        select record from clients.contract_change
        where organisation_id = \(organisation) and contract_id = \(id)
        order by version desc limit \(limit)
        """
    }

    /// Puts the contracts' last versions in the place of those before, if any, with the changes that all of them made,
    /// without publishing them. Versions of one contract follow each other.
    static func put(_ versions: [Contract], in write: ClientWrite) async throws {
        let last = Dictionary(versions.map { ($0.id, $0) }, uniquingKeysWith: { _, later in later }).values
            .sorted { $0.id < $1.id }
        let changed = versions.filter { $0.latestChange?.version == $0.version }
        _ = try await write.transaction.pipeline(
            .execute(put(last, in: write)),
            .execute(try insertChanges(of: changed, in: write)))
    }

    private static func put(_ contracts: [Contract], in write: ClientWrite) -> SQL {
        """
        insert into clients.contract (
            organisation_id, contract_id, client_id, version, state, currency, recurring_minor_units, starts_on,
            ends_on, notice_on, renews_tacitly)
        select \(write.organisation)::uuid, contract_id, client_id, version, state, currency, recurring_minor_units,
            starts_on, ends_on, notice_on, renews_tacitly
        from unnest(
            \(contracts.map(\.id)), \(contracts.map(\.client)), \(contracts.map(\.version)),
            \(contracts.map(\.state)), \(contracts.map(\.currency)), \(contracts.map(\.recurringValue.minorUnits)),
            \(contracts.map(\.terms.startsOn)), \(contracts.map(\.terms.endsOn)),
            \(contracts.map(\.terms.noticeOn)), \(contracts.map { $0.terms.renewalMonths != nil })
        ) as given (
            contract_id, client_id, version, state, currency, recurring_minor_units, starts_on, ends_on, notice_on,
            renews_tacitly)
        on conflict on constraint contract_id_is_unique do update set
            version = excluded.version, state = excluded.state, currency = excluded.currency,
            recurring_minor_units = excluded.recurring_minor_units, starts_on = excluded.starts_on,
            ends_on = excluded.ends_on, notice_on = excluded.notice_on, renews_tacitly = excluded.renews_tacitly
        """
    }

    private static func insertChanges(of contracts: [Contract], in write: ClientWrite) throws -> SQL {
        let changes = contracts.compactMap { contract in contract.latestChange.map { (contract.id, $0) } }
        return """
            insert into clients.contract_change (organisation_id, contract_id, version, effective_on, record)
            select \(write.organisation)::uuid, contract_id, version, effective_on, record
            from unnest(
                \(changes.map(\.0)), \(changes.map(\.1.version)), \(changes.map(\.1.effectiveOn)),
                \(try changes.map { try StoredRecord.encode($0.1) })
            ) as given (contract_id, version, effective_on, record)
            """
    }
}

struct ContractChangeRecord: RowDecodable {
    let change: ContractChange

    init(row: inout Row) throws {
        change = try StoredRecord.decode(ContractChange.self, try row.next())
    }
}

extension ContractTerms {
    /// The last day on which a notice ends the contract with its present term.
    var noticeOn: CalendarDate? {
        guard let endsOn, let noticeDays else { return nil }
        let days = endsOn.daysSince1970 - Int32(noticeDays.rawValue)
        return CalendarDate(daysSince1970: max(days, CalendarDate.first.daysSince1970))
    }
}

extension CalendarDate {
    /// 0001-01-01.
    static let first = CalendarDate(daysSince1970: -719_162)
}
