// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

extension JournalReads {
    /// Read at once with the lock: the rates of their own that pairs have.
    static func ownRates(_ needs: [RateNeed], of book: Int32) -> JournalRead {
        read(RateStore.ownRates(needs, of: book), needs)
    }

    /// The rest, for pairs that have none, or that were not known before.
    static func neighbouringRates(_ needs: [RateNeed], of book: Int32) -> JournalRead {
        read(RateStore.neighbouringRates(needs, of: book), needs)
    }

    private static func read(_ sql: SQL, _ needs: [RateNeed]) -> JournalRead {
        JournalRead(sql) { result, state in
            let rates = PlacedRate.byPlace(try result.rows(as: PlacedRate.self), count: needs.count)
            for (need, rates) in zip(needs, rates) {
                state.rates[need] = RateRules.derive(
                    need, functionalCurrency: state.settings.functionalCurrency, among: rates)
            }
        }
    }
}

extension JournalNeeds {
    /// What the first reads left open, and the rates of holds that are confirmed without a functional amount: their
    /// currency is known now.
    func missingRates(in state: JournalState) -> Set<RateNeed> {
        let functional = state.settings.functionalCurrency
        var missing = rates.filter { state.rates[$0] == nil }
        for (number, day) in confirmations {
            guard let hold = state.holds[number], hold.currency != functional else { continue }
            missing.insert(RateNeed(from: hold.currency, to: functional, type: .spot, on: day))
        }
        return missing
    }
}
