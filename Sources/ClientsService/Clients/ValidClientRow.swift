// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// A row of a bulk call whose values are all allowed, as the statement takes it. Nil leaves a field as it is, an
/// empty text clears it (no allowed value is empty).
struct ValidClientRow {
    /// The row's number in the call, from 0.
    let ordinal: Int64
    let externalID: Text<1, 200>
    let kind: ClientKind?
    let name: Text<1, 200>?
    let lifecycle: Lifecycle?
    let tier: String?
    let segment: String?
    let industry: String?
    let country: String?
    let currency: String?
    let locale: String?

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
