// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

extension Contract {
    /// The next version, in which the contract counts from its first day on.
    func signed(_ signing: Signing, at now: Instant) -> Contract {
        next(.signed, from: terms.startsOn, state: .active, signing: signing, at: now)
    }

    /// The versions that tacit renewals before `today` make, of which `limit` at most.
    func tacitRenewals(before today: CalendarDate, limit: Int = 1200, at now: Instant) -> [Contract] {
        var versions: [Contract] = []
        var latest = self
        while versions.count < limit, latest.state == .active, let dates = RenewalRules.dates(of: latest.terms),
            let renewsOn = dates.renewsOn, renewsOn <= today, let nextEndsOn = dates.nextEndsOn
        {
            latest = latest.next(
                .tacitlyRenewed, from: renewsOn, terms: latest.terms.ending(on: nextEndsOn),
                lines: ContractRules.escalated(latest.lines, by: latest.terms.escalator), at: now)
            versions.append(latest)
        }
        return versions
    }

    /// Where the recurring value is not given, the lines' is taken.
    func next(
        _ kind: ContractChange.Kind, from day: CalendarDate, state: ContractState? = nil,
        terms: ContractTerms? = nil, lines: [ContractLine]? = nil, value: Money? = nil, signing: Signing? = nil,
        reason: GivenReason? = nil, note: LongText<10_000>? = nil, at now: Instant
    ) -> Contract {
        let lines = lines ?? self.lines
        let state = state ?? self.state
        let after = value ?? Money(minorUnits: ContractRules.recurringValue(of: lines) ?? 0, currency: currency)
        let before = kind == .signed ? Money(minorUnits: 0, currency: currency) : recurringValue
        let change = ContractChange(
            version: version.next, kind: kind, effectiveOn: day, before: before, after: after,
            outcome: .of(before, after), reason: reason, note: note, recordedAt: now)
        return Contract(
            id: id, client: client, version: version.next, state: state, reference: reference, currency: currency,
            terms: terms ?? self.terms, lines: lines, recurringValue: after, signing: signing ?? self.signing,
            endedOn: state == .ended ? day : nil, latestChange: change, fields: fields, createdAt: createdAt,
            updatedAt: now)
    }
}

extension Contract {
    /// The next version, with other custom fields alone.
    func with(fields: [CustomFieldValue]?, at now: Instant) -> Contract {
        Contract(
            id: id, client: client, version: version.next, state: state, reference: reference, currency: currency,
            terms: terms, lines: lines, recurringValue: recurringValue, signing: signing, endedOn: endedOn,
            latestChange: latestChange, fields: fields, createdAt: createdAt, updatedAt: now)
    }
}

extension ContractChange.Outcome {
    static func of(_ before: Money, _ after: Money) -> ContractChange.Outcome {
        if after.minorUnits > before.minorUnits { return .expansion }
        return after.minorUnits < before.minorUnits ? .contraction : .same
    }
}
