// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@testable import ClientsService

@Suite struct RelationshipRulesTests {
    private static let roles: [RelationshipRole?] = [nil, .champion, .blocker, .user]

    /// A naive model keeps the role of each day; after any calls, the spells say the same of every day, do not overlap,
    /// and are as few as can be.
    @Test(arguments: 1...20)
    func spellsSayOfEveryDayWhatTheLastCallAboutItSaid(seed: UInt64) throws {
        var generator = Generator(state: seed)
        var model = [RelationshipRole?](repeating: nil, count: 40)
        var spells: [RelationshipSpell] = []
        for _ in 1...30 {
            let from = Int.random(in: 0..<39, using: &generator)
            let until = Bool.random(using: &generator) ? Int.random(in: (from + 1)...39, using: &generator) : nil
            let role = Self.roles.randomElement(using: &generator) ?? nil
            for day in from..<(until ?? 40) { model[day] = role }
            spells = try RelationshipRules.spells(spells, after: call(role, from: from, until: until))
            for day in 0..<40 {
                let holding = spells.filter { spell in
                    spell.from <= date(day) && (spell.until.map { date(day) < $0 } ?? true)
                }
                #expect(holding.count <= 1)
                #expect(holding.first?.role == model[day], "day \(day) of seed \(seed)")
            }
            let changes = (1..<40).count { model[$0] != model[$0 - 1] && model[$0] != nil }
            #expect(spells.count == changes + (model[0] == nil ? 0 : 1))
            #expect(spells.map(\.from) == spells.map(\.from).sorted())
        }
    }

    @Test func aRelationshipHasAtMostTwoHundredSpells() throws {
        var spells: [RelationshipSpell] = []
        for day in 0..<RelationshipRules.spellLimit {
            spells = try RelationshipRules.spells(spells, after: call(.user, from: day * 2, until: day * 2 + 1))
        }
        #expect(throws: TooManySpells(limit: Count(200))) {
            try RelationshipRules.spells(spells, after: call(.user, from: 1000, until: nil))
        }
    }

    private func date(_ day: Int) -> CalendarDate { CalendarDate(daysSince1970: 20_000 + Int32(day)) }

    private func call(_ role: RelationshipRole?, from: Int, until: Int?) throws -> Relate {
        try Relate(
            idempotencyKey: .fresh(), client: .new(at: Clocks.start), contact: .new(at: Clocks.start),
            from: date(from), until: until.map(date), role: role)
    }
}

/// Steele and others, *Fast Splittable Pseudorandom Number Generators*: the same numbers for the same seed.
private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
