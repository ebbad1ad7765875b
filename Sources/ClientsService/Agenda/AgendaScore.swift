// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// The score by which an agenda is ranked: value x urgency x risk, each in hundredths.
struct AgendaScore {
    let value: Int64
    let urgency: Int64
    let risk: Int64

    /// `late` is how many days ago it was due, negative while it is ahead; `rank` is of a concern's severity.
    init(tier: Text<1, 60>?, threat: Int64, late: Int, rank: Int64? = nil, horizon: Int, tiers: TierSet) {
        value = AgendaScore.value(of: tier, in: tiers)
        urgency = AgendaScore.urgency(late: late, horizon: horizon) * AgendaScore.gravity(of: rank) / 100
        risk = AgendaScore.risk(of: threat)
    }

    var total: Int64 { value * urgency * risk / 10_000 }

    private static func value(of tier: Text<1, 60>?, in tiers: TierSet) -> Int64 {
        guard let name = tier?.text.utf8, let tier = tiers.tiers.first(where: { name.elementsEqual($0.name.text.utf8) })
        else { return 100 }
        return tier.value.rawValue
    }

    /// 100 with the whole horizon ahead, 200 on the day, and 50 more for each week after it until 400.
    static func urgency(late: Int, horizon: Int) -> Int64 {
        if late >= 0 { return 200 + Int64(min(late, 28)) * 50 / 7 }
        return 200 - Int64(min(-late, horizon)) * 100 / Int64(horizon)
    }

    /// Half as much again for the gravest severity, a quarter for the next, and so on.
    static func gravity(of rank: Int64?) -> Int64 {
        guard let rank else { return 100 }
        return 100 + (rank < 6 ? 50 >> rank : 0)
    }

    /// 0 is no open risk, 3 a high one.
    static func risk(of threat: Int64) -> Int64 {
        switch threat {
        case 3...: 200
        case 2: 150
        case 1: 125
        default: 100
        }
    }
}
