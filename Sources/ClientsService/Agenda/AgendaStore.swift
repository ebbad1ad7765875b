// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// What an agenda is made of: first what may stand in it, and of its page the records alone.
enum AgendaStore {
    /// Candidates of one kind at most; those that are due first.
    private static let limit: Int64 = 1000

    static func candidates(_ kinds: [AgendaKind], _ request: AgendaRequest) -> SQL {
        var statement: SQL = """
            with mine as materialized (
                select client_id, bool_or(is_primary) as is_primary
                from clients.assignment
                where organisation_id = \(request.organisation) and user_id = \(request.user)
                    and days @> \(request.day)\(request.sight.sees("assignment.client_id"))
                group by client_id
            )
            """
        for (index, kind) in kinds.enumerated() {
            if index > 0 { statement += " union all " }
            statement += "(\(candidates(of: kind, request)) limit \(limit))"
        }
        return statement
    }

    private static func candidates(of kind: AgendaKind, _ request: AgendaRequest) -> SQL {
        switch kind {
        case .overdueConcern: concerns(request)
        case .riskReview: risks(request)
        case .task: tasks(request)
        case .quietContact: contacts(request)
        case .quietClient: silentClients(request)
        case .noticeDeadline: notices(request)
        case .renewal: renewals(request)
        case .handover: handovers(request)
        }
    }

    private static func concerns(_ request: AgendaRequest) -> SQL {
        """
        select 'overdue_concern' as kind, due.client_id, due.concern_id as record_id, due.version,
            (due.due_at at time zone 'UTC')::date as due_on, null::date as last_on, due.severity_rank::bigint as rank
        from (
            select concern.client_id, concern.concern_id, concern.version, concern.due_at, concern.severity_rank
            from mine
            join clients.concern
                on concern.organisation_id = \(request.organisation) and concern.client_id = mine.client_id
                    and concern.due_at < \(request.endOfDay)
            union
            select client_id, concern_id, version, due_at, severity_rank from clients.concern
            where organisation_id = \(request.organisation) and user_id = \(request.user)
                and due_at < \(request.endOfDay)\(request.sight.sees("concern.client_id"))
        ) as due
        order by due.due_at, due.concern_id
        """
    }

    private static func risks(_ request: AgendaRequest) -> SQL {
        """
        select 'risk_review', due.client_id, due.risk_id, due.version, due.review_on, null::date, null::bigint
        from (
            select risk.client_id, risk.risk_id, risk.version, risk.review_on
            from mine
            join clients.risk
                on risk.organisation_id = \(request.organisation) and risk.client_id = mine.client_id
                    and risk.state = 'open' and risk.review_on <= \(request.end(of: .riskReview))
            where mine.is_primary
            union
            select client_id, risk_id, version, review_on from clients.risk
            where organisation_id = \(request.organisation) and owner_id = \(request.user) and state = 'open'
                and review_on <= \(request.end(of: .riskReview))\(request.sight.sees("risk.client_id"))
        ) as due
        order by due.review_on, due.risk_id
        """
    }

    private static func tasks(_ request: AgendaRequest) -> SQL {
        """
        select 'task', task.client_id, task.task_id, task.version, task.due_on, null::date, null::bigint
        from clients.task
        where task.organisation_id = \(request.organisation) and task.owner_id = \(request.user) and task.is_open
            and task.due_on <= \(request.end(of: .task))\(TaskStore.sees(request.sight))
        order by task.due_on, task.task_id
        """
    }

    /// Of active contracts that go on by themselves, whose notice is still in time.
    private static func notices(_ request: AgendaRequest) -> SQL {
        """
        select 'notice_deadline', contract.client_id, contract.contract_id, contract.version, contract.notice_on,
            null::date, null::bigint
        from mine
        join clients.contract
            on contract.organisation_id = \(request.organisation) and contract.client_id = mine.client_id
                and contract.state = 'active' and contract.renews_tacitly
                and contract.notice_on between \(request.day) and \(request.end(of: .noticeDeadline))
        where mine.is_primary
        order by contract.notice_on, contract.contract_id
        """
    }

    /// Of active contracts that do not; those that are over stay until they are ended or renewed.
    private static func renewals(_ request: AgendaRequest) -> SQL {
        """
        select 'renewal', contract.client_id, contract.contract_id, contract.version, contract.ends_on, null::date,
            null::bigint
        from mine
        join clients.contract
            on contract.organisation_id = \(request.organisation) and contract.client_id = mine.client_id
                and contract.state = 'active' and not contract.renews_tacitly
                and contract.ends_on <= \(request.end(of: .renewal))
        where mine.is_primary
        order by contract.ends_on, contract.contract_id
        """
    }

    /// Those that wait for the user: to accept, or to bring what was missing.
    private static func handovers(_ request: AgendaRequest) -> SQL {
        """
        select 'handover', due.client_id, due.handover_id, due.version, due.opened_on, null::date, null::bigint
        from (
            select client_id, handover_id, version, opened_on from clients.handover
            where organisation_id = \(request.organisation) and incoming_id = \(request.user) and state = 'open'
            union
            select client_id, handover_id, version, opened_on from clients.handover
            where organisation_id = \(request.organisation) and outgoing_id = \(request.user)
                and state = 'returned'
        ) as due
        where due.opened_on <= \(request.end(of: .handover))\(request.sight.sees("due.client_id"))
        order by due.opened_on, due.handover_id
        """
    }

    /// The clients of candidates, each once.
    static func clients(_ clients: [ClientID], of organisation: OrganisationID) -> SQL {
        """
        select client.client_id, client.name, client.tier, coalesce((
            select max(case threat.level when 'high' then 3 when 'medium' then 2 else 1 end)
            from clients.risk as threat
            where threat.organisation_id = \(organisation) and threat.client_id = client.client_id
                and threat.state = 'open'
        ), 0)::bigint
        from unnest(\(clients)) as given (client_id)
        join clients.client on client.organisation_id = \(organisation) and client.client_id = given.client_id
        """
    }

    /// The records of entries, by their places in the array.
    static func records(_ entries: [AgendaEntry], of organisation: OrganisationID) -> SQL {
        """
        select given.place - 1, (
            select fact.record from clients.fact
            where fact.organisation_id = \(organisation) and fact.kind = given.kind
                and fact.record_id = given.record_id and fact.version = given.version
        )
        from unnest(
            \(entries.map(\.candidate.kind.record)), \(entries.map(\.candidate.record)),
            \(entries.map(\.candidate.version))) with ordinality as given (kind, record_id, version, place)
        where given.record_id is not null
        """
    }
}

extension AgendaKind {
    /// The kind of the record that an item is about; nil where that is the client alone.
    var record: ClientFeedItem.Kind? {
        switch self {
        case .overdueConcern: .concern
        case .riskReview: .risk
        case .task: .task
        case .quietContact: .contact
        case .quietClient: nil
        case .noticeDeadline, .renewal: .contract
        case .handover: .handover
        }
    }

    /// What a caller must be allowed to read to meet it.
    var permission: Permission {
        switch self {
        case .overdueConcern, .riskReview: .readConcerns
        case .task: .readWork
        case .quietContact: .readContacts
        case .quietClient, .handover: .readClients
        case .noticeDeadline, .renewal: .readContracts
        }
    }
}
