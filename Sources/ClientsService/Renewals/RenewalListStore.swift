// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Contracts by the days on which their present terms end, or on which notice must be given.
enum RenewalListStore {
    /// Where a page ends.
    struct Place: Codable, Sendable {
        let day: CalendarDate
        let contract: ContractID
    }

    struct Found: RowDecodable {
        let contract: Contract
        let clientName: Text<1, 200>
        let manager: UserID?

        init(row: inout Row) throws {
            contract = try StoredRecord.decode(Contract.self, try row.next())
            clientName = try row.next()
            manager = try row.next()
        }

        func place(_ day: RenewalDay) -> Place {
            let end = contract.terms.endsOn ?? contract.terms.startsOn
            return Place(day: day == .end ? end : contract.terms.noticeOn ?? end, contract: contract.id)
        }

        var renewal: Renewal {
            let dates = RenewalRules.dates(of: contract.terms)
            return Renewal(
                contract: contract.id, contractVersion: contract.version, reference: contract.reference,
                client: contract.client, clientName: clientName, manager: manager,
                endsOn: dates?.endsOn ?? contract.terms.startsOn, noticeOn: dates?.noticeOn,
                renewsOn: dates?.renewsOn, nextEndsOn: dates?.nextEndsOn, value: contract.recurringValue,
                nextValue: RenewalRules.nextValue(of: contract))
        }
    }

    static func statement(
        _ filter: RenewalFilter, of sight: Sight, today: CalendarDate, after place: Place?,
        limit: Int64
    ) -> SQL {
        let organisation = sight.organisation
        let day: SQL = filter.by == .notice ? "contract.notice_on" : "contract.ends_on"
        var condition: SQL = """
            contract.organisation_id = \(organisation) and contract.state = 'active' and \(day) is not null
            """
        if let from = filter.from { condition += " and \(day) >= \(from)" }
        if let to = filter.to { condition += " and \(day) <= \(to)" }
        if let place { condition += " and (\(day), contract.contract_id) > (\(place.day), \(place.contract))" }
        if let client = filter.client { condition += " and contract.client_id = \(client)" }
        if let manager = filter.manager {
            condition += """
                 and contract.client_id in (
                    select managed.client_id from clients.assignment as managed
                    where managed.organisation_id = \(organisation) and managed.user_id = \(manager)
                        and managed.is_primary and managed.days @> \(today))
                """
        }
        return """
            select \(ContractStore.record), client.name, (
                    select managing.user_id from clients.assignment as managing
                    where managing.organisation_id = contract.organisation_id
                        and managing.client_id = contract.client_id
                        and managing.is_primary and managing.days @> \(today)
                )
            from (
                select contract.organisation_id, contract.contract_id, contract.client_id, contract.version,
                    \(day) as due_on
                from clients.contract
                where \(condition)\(sight.sees("contract.client_id"))
                order by \(day), contract.contract_id limit \(limit)
            ) as contract
            join clients.client on client.organisation_id = contract.organisation_id
                and client.client_id = contract.client_id
            order by contract.due_on, contract.contract_id
            """
    }
}
