// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// A row of a bulk call whose values are all allowed, as the statement takes it. Nil leaves a field as it is, an
/// empty text clears it (no allowed value is empty).
struct ValidClientRow {
    /// The row's number in the call, from 0.
    let ordinal: Int64
    let externalID: Text<1, 200>
    /// A client that is known to be there and seen; nil for the one of the external id.
    var client: ClientID?
    private(set) var kind: ClientKind?
    private(set) var name: Text<1, 200>?
    private(set) var lifecycle: Lifecycle?
    private(set) var tier: String?
    private(set) var segment: String?
    private(set) var industry: String?
    private(set) var country: String?
    private(set) var currency: String?
    private(set) var locale: String?
    /// The client's details after the call, as JSON.
    var details: [UInt8]?
    /// As the row says.
    private(set) var fields: [CustomFieldText]
    /// What they make of the client's; nil where nothing is said.
    var change: CustomFieldChange?

    /// Throws the first value's refusal, in the order of the contract's fields.
    init(_ row: ClientRow, at ordinal: Int) throws(RefusedRow) {
        let check = Check(row: row, ordinal: ordinal)
        self.ordinal = Int64(ordinal)
        externalID = try check.value(row.externalId, "externalId")
        kind = try check.optional(row.kind, "kind")
        name = try check.optional(row.name, "name")
        lifecycle = try check.optional(row.lifecycle, "lifecycle")
        tier = try check.text(row.tier, .tier)
        segment = try check.text(row.segment, .segment)
        industry = try check.text(row.industry, .industry)
        country = try check.text(row.country, .country)
        currency = try check.text(row.currency, .currency)
        locale = try check.text(row.locale, .locale)
        fields = row.fields?.elements ?? []
    }

    /// What both rows say, `later` after this one; of the number of this one.
    func followed(by later: ValidClientRow) -> ValidClientRow {
        var both = self
        both.kind = later.kind ?? kind
        both.name = later.name ?? name
        both.lifecycle = later.lifecycle ?? lifecycle
        both.tier = later.tier ?? tier
        both.segment = later.segment ?? segment
        both.industry = later.industry ?? industry
        both.country = later.country ?? country
        both.currency = later.currency ?? currency
        both.locale = later.locale ?? locale
        let names = later.fields.map(\.name.text)
        both.fields = fields.filter { !names.contains($0.name.text) } + later.fields
        return both
    }

    private struct Check {
        let row: ClientRow
        let ordinal: Int

        func value<Value>(_ checked: Checked<Value>, _ field: String) throws(RefusedRow) -> Value {
            do throws(ContractViolation) {
                return try checked.value()
            } catch {
                throw RefusedRow(reason: .invalidValue, ordinal: ordinal, field: field, rule: error.description)
            }
        }

        func optional<Value>(_ checked: Checked<Value>?, _ field: String) throws(RefusedRow) -> Value? {
            guard let checked else { return nil }
            return try value(checked, field)
        }

        func text<Value: TextValue>(
            _ checked: Checked<Value>?, _ field: ClientField
        ) throws(RefusedRow) -> String? {
            let given = try optional(checked, field.rawValue)?.text
            guard row.clear?.contains(field) == true else { return given }
            guard given == nil else {
                throw RefusedRow(
                    reason: .invalidValue, ordinal: ordinal, field: field.rawValue,
                    rule: "must not be cleared and given a value")
            }
            return ""
        }
    }
}

/// A row that is not carried out.
struct RefusedRow: Error {
    let reason: ClientRowRefusal.Reason
    /// The row's number in the call, from 0.
    let ordinal: Int
    let field: String
    /// What must hold of the field.
    let rule: String

    func outcome() throws -> ClientRowOutcome {
        ClientRowOutcome(
            kind: .refused,
            refusal: ClientRowRefusal(
                reason: reason, path: try Text(validating: "$.rows[\(ordinal)].\(field)"),
                rule: try Text(validating: rule)))
    }
}
