// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit

extension Money {
    static func eur(_ cents: Int64) -> Money { Money(minorUnits: cents, currency: .example) }
}

extension ContractLine {
    /// A line in euro; the price is of one, in cents.
    static func of(
        _ text: String, _ cents: Int64, times quantity: String = "1", _ billing: BillingPlan = .monthly,
        product: String? = nil, currency: CurrencyCode = .example, from: CalendarDate? = nil, to: CalendarDate? = nil
    ) throws -> ContractLine {
        try ContractLine(
            product: product.map { try Text(validating: $0) }, text: Text(validating: text),
            quantity: Quantity(validating: quantity), price: Money(minorUnits: cents, currency: currency), from: from,
            to: to, billing: billing)
    }
}

extension ContractTerms {
    static func of(
        from startsOn: CalendarDate, to endsOn: CalendarDate? = nil, notice: Int64? = nil, renewal: Int64? = nil,
        escalator: String? = nil
    ) throws -> ContractTerms {
        try ContractTerms(
            startsOn: startsOn, endsOn: endsOn, noticeDays: notice.map { NoticeDays(unchecked: $0) },
            renewalMonths: renewal.map { TermMonths(unchecked: $0) },
            escalator: escalator.map { try EscalatorPercent(validating: $0) })
    }

    /// A year that goes on by itself.
    static var yearly: ContractTerms {
        get throws { try .of(from: "2026-01-01", to: "2026-12-31", notice: 90, renewal: 12, escalator: "3") }
    }
}

extension CreateContract {
    static func of(
        _ client: ClientID, key: IdempotencyKey? = nil, reference: String? = nil, _ terms: ContractTerms? = nil,
        _ lines: [ContractLine]? = nil
    ) throws -> CreateContract {
        try CreateContract(
            idempotencyKey: key ?? .fresh(), client: client, reference: reference.map { try Text(validating: $0) },
            currency: .example, terms: terms ?? .yearly,
            lines: List(validating: lines ?? [.of("Support", 100_00), .of("Set-up", 900_00, .once)]))
    }
}

extension UpdateContract {
    static func of(
        _ contract: Contract, key: IdempotencyKey? = nil, reference: String? = nil, _ terms: ContractTerms? = nil,
        _ lines: [ContractLine]? = nil
    ) throws -> UpdateContract {
        try UpdateContract(
            idempotencyKey: key ?? .fresh(), contract: contract.id, ifVersion: contract.version,
            reference: reference.map { try Text(validating: $0) }, currency: contract.currency,
            terms: terms ?? contract.terms, lines: List(validating: lines ?? contract.lines))
    }
}

extension ClientsUnderTest {
    func draft(
        with client: Client, reference: String? = nil, _ terms: ContractTerms? = nil, _ lines: [ContractLine]? = nil
    ) async throws -> Contract {
        try await call(CreateContract.of(client.id, reference: reference, terms, lines)).contract
    }

    func contracts(
        of client: ClientID? = nil, _ state: ContractState? = nil, endsFrom: CalendarDate? = nil,
        endsTo: CalendarDate? = nil, limit: Int64 = 1000, cursor: PageCursor? = nil
    ) async throws -> Page<Contract> {
        try await call(
            ListContracts(
                filter: ContractFilter(client: client, state: state, endsFrom: endsFrom, endsTo: endsTo),
                limit: PageLimit(unchecked: limit), cursor: cursor))
    }
}
