// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import ServiceKit

/// What a draft says, before it has an identity.
struct ContractDraft {
    let reference: Text<1, 100>?
    let currency: CurrencyCode
    let terms: ContractTerms
    let lines: [ContractLine]
    let recurringValue: Money

    /// Throws for everything that does not fit together.
    init(
        reference: Text<1, 100>?, currency: CurrencyCode, terms: ContractTerms, lines: [ContractLine]
    ) throws(InvalidParams) {
        try ContractRules.requireAllowed(terms)
        recurringValue = try ContractRules.value(of: lines, in: currency, from: terms.startsOn)
        self.reference = reference
        self.currency = currency
        self.terms = terms
        self.lines = lines
    }

    func contract(
        _ id: ContractID, with client: ClientID, version: Version, fields: [CustomFieldValue]? = nil,
        createdAt: Instant, at now: Instant
    ) -> Contract {
        Contract(
            id: id, client: client, version: version, state: .draft, reference: reference, currency: currency,
            terms: terms, lines: lines, recurringValue: recurringValue, fields: fields, createdAt: createdAt,
            updatedAt: now)
    }

    /// Whether the draft says what the contract says already, compared by the bytes that are kept.
    func saysSame(as contract: Contract, with fields: [CustomFieldValue]?) throws -> Bool {
        let same = self.contract(
            contract.id, with: contract.client, version: contract.version, fields: fields,
            createdAt: contract.createdAt, at: contract.updatedAt)
        return try StoredRecord.encode(same) == StoredRecord.encode(contract)
    }
}
