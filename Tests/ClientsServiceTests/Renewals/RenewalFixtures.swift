// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit

extension ClientsUnderTest {
    @discardableResult
    func amend(
        _ contract: Contract, from day: CalendarDate, _ lines: [ContractLine]? = nil, terms: ContractTerms? = nil,
        reason: String? = nil, signing: Signing? = nil
    ) async throws -> Contract {
        try await call(
            AmendContract(
                idempotencyKey: .fresh(), contract: contract.id, ifVersion: contract.version, effectiveOn: day,
                lines: lines.map { try List(validating: $0) }, terms: terms,
                reason: reason.map { try ReasonCode(validating: $0) }, note: LongText(validating: "As agreed"),
                signing: signing)
        ).contract
    }

    @discardableResult
    func renew(
        _ contract: Contract, key: IdempotencyKey? = nil, months: Int64? = nil, endsOn: CalendarDate? = nil,
        _ lines: [ContractLine]? = nil, keepsPrices: Bool? = nil, escalator: String? = nil, reason: String? = nil,
        signing: Signing? = nil
    ) async throws -> RenewContract.Response {
        try await call(
            RenewContract(
                idempotencyKey: key ?? .fresh(), contract: contract.id, ifVersion: contract.version,
                months: months.map { TermMonths(unchecked: $0) }, endsOn: endsOn,
                lines: lines.map { try List(validating: $0) }, keepsPrices: keepsPrices,
                escalator: escalator.map { try EscalatorPercent(validating: $0) },
                reason: reason.map { try ReasonCode(validating: $0) }, signing: signing))
    }

    func renewals(
        _ filter: RenewalFilter? = nil, limit: Int64 = 1000, cursor: PageCursor? = nil
    ) async throws -> [Renewal] {
        try await call(ListRenewals(filter: filter, limit: PageLimit(unchecked: limit), cursor: cursor)).items
    }
}
