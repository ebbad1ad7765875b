// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// What setting rates does to those that are there. Pure.
struct RateChange: Sendable {
    /// First revisions, and next ones.
    var fresh: [Rate] = []
    /// Revisions in use whose place is taken.
    var ended: [Rate] = []
    var corrected: [Rate] = []
    var added = 0
    var unchanged = 0

    /// `last` holds the last revision of each key, in use or not.
    init(
        setting rates: [NewRate], in functionalCurrency: CurrencyCode, over last: [FullRateKey: Rate],
        at instant: Instant, by actor: Text<1, 100>, afterEntry number: Int64
    ) {
        for rate in rates {
            let key = rate.key(in: functionalCurrency)
            let old = last[key]
            if let old, old.endedAt == nil, old.says(rate) {
                unchanged += 1
                continue
            }
            let fresh = Rate(
                from: key.from, to: key.to, type: key.type, on: key.on, validUntil: rate.validUntil, rate: rate.rate,
                source: rate.source, revision: Version(unchecked: (old?.revision.rawValue ?? 0) + 1),
                recordedAt: instant, recordedBy: actor, afterEntry: Count(unchecked: number))
            self.fresh.append(fresh)
            if let old, old.endedAt == nil {
                ended.append(old)
                corrected.append(fresh)
            } else {
                added += 1
            }
        }
    }
}

extension Rate {
    func ended(at instant: Instant, by actor: Text<1, 100>, afterEntry number: Int64) -> Rate {
        Rate(
            from: from, to: to, type: type, on: on, validUntil: validUntil, rate: rate, source: source,
            revision: revision, recordedAt: recordedAt, recordedBy: recordedBy, afterEntry: afterEntry,
            endedAt: instant, endedBy: actor, endedAfterEntry: Count(unchecked: number))
    }

    fileprivate func says(_ other: NewRate) -> Bool {
        rate == other.rate && source == other.source && validUntil == other.validUntil
    }
}

extension NewRate {
    func key(in functionalCurrency: CurrencyCode) -> FullRateKey {
        FullRateKey(from: from, to: to ?? functionalCurrency, type: type ?? .spot, on: on)
    }
}

extension RateKey {
    func full(in functionalCurrency: CurrencyCode) -> FullRateKey {
        FullRateKey(from: from, to: to ?? functionalCurrency, type: type ?? .spot, on: on)
    }
}

extension FullRateKey {
    /// Throws `InvalidParams` for a currency against itself, and for a key that comes twice.
    static func requireDistinct(_ keys: [FullRateKey], path: String) throws(InvalidParams) {
        var violations: [InvalidParams.Violation] = []
        var seen: Set<FullRateKey> = []
        for (index, key) in keys.enumerated() {
            if key.from == key.to {
                violations.append(.init(path: "\(path)[\(index)].to", rule: "must be another currency than from"))
            }
            if !seen.insert(key).inserted {
                violations.append(
                    .init(path: "\(path)[\(index)]", rule: "must be the only one of its pair, type and day"))
            }
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }
}
