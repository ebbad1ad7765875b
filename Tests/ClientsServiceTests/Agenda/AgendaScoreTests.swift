// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@testable import ClientsService

@Suite struct AgendaScoreTests {
    @Test func urgencyGrowsUntilFourWeeksAfterTheDay() {
        let expected: [(late: Int, urgency: Int64)] = [
            (-30, 100), (-14, 100), (-7, 150), (-1, 193), (0, 200), (7, 250), (14, 300), (28, 400), (1000, 400),
        ]
        for (late, urgency) in expected {
            #expect(AgendaScore.urgency(late: late, horizon: 14) == urgency, "\(late)")
        }
    }

    @Test func graverConcernsAndRisksCountMore() {
        #expect((0...7).map { AgendaScore.gravity(of: $0) } == [150, 125, 112, 106, 103, 101, 100, 100])
        #expect(AgendaScore.gravity(of: nil) == 100)
        #expect((0...3).map { AgendaScore.risk(of: $0) } == [100, 125, 150, 200])
    }

    @Test func theScoreIsTheProduct() throws {
        let tier = Tier(
            name: try Text(validating: "A"), cadence: CadenceDays(unchecked: 14), value: TierValue(unchecked: 400))
        let tiers = TierSet(version: Version(unchecked: 1), tiers: [tier])
        let score = AgendaScore(
            tier: try Text(validating: "A"), threat: 3, late: 7, rank: 0, horizon: 14, tiers: tiers)
        #expect(score.value == 400 && score.urgency == 375 && score.risk == 200)
        #expect(score.total == 3000)
        #expect(AgendaScore(tier: nil, threat: 0, late: -14, horizon: 14, tiers: tiers).total == 100)
    }
}
