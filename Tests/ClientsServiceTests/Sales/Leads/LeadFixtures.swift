// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit

extension CreateLead {
    static func of(
        _ company: String?, person: String? = nil, position: String? = nil, channels: [NewChannel] = [],
        owner: UserID? = nil, estimate: Money? = nil, key: IdempotencyKey? = nil
    ) throws -> CreateLead {
        try CreateLead(
            idempotencyKey: key ?? .fresh(), company: company.map { try Text(validating: $0) },
            person: person.map { try Text(validating: $0) }, position: position.map { try Text(validating: $0) },
            channels: List(validating: channels), owner: owner, estimate: estimate)
    }
}

extension ClientsUnderTest {
    @discardableResult
    func lead(
        _ company: String?, person: String? = nil, position: String? = nil, channels: [NewChannel] = [],
        owner: UserID? = nil, estimate: Money? = nil
    ) async throws -> Lead {
        try await call(
            CreateLead.of(
                company, person: person, position: position, channels: channels, owner: owner, estimate: estimate)
        ).lead
    }

    func setStatus(
        _ status: LeadStatus, of lead: Lead, because reason: String? = nil
    ) async throws -> Lead {
        try await call(
            UpdateLead(
                idempotencyKey: .fresh(), lead: lead.id, ifVersion: lead.version, status: status,
                disqualification: reason.map { try Text(validating: $0) })
        ).lead
    }

    func convert(
        _ lead: Lead, client: ClientID? = nil, contact: ContactID? = nil, evenIfDuplicates: Bool? = nil,
        opportunity: LeadOpportunity? = nil, key: IdempotencyKey? = nil
    ) async throws -> ConvertLead.Response {
        try await call(
            ConvertLead(
                idempotencyKey: key ?? .fresh(), lead: lead.id, ifVersion: lead.version, client: client,
                contact: contact, evenIfDuplicates: evenIfDuplicates, opportunity: opportunity))
    }

    func leads(
        _ filter: LeadFilter? = nil, limit: Int64 = 1000, cursor: PageCursor? = nil
    ) async throws -> Page<Lead> {
        try await call(ListLeads(filter: filter, limit: PageLimit(unchecked: limit), cursor: cursor))
    }
}
