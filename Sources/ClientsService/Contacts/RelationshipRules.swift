// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Rules about relationships that need no database.
enum RelationshipRules {
    /// Spells that a relationship has at most, so that a record stays a record.
    static let spellLimit = 200

    static func requireFitting(_ command: Relate) throws(InvalidParams) {
        var violations: [InvalidParams.Violation] = []
        if let until = command.until, until <= command.from {
            violations.append(.init(path: "$.until", rule: "must be after from"))
        }
        if command.reportsTo == command.contact {
            violations.append(.init(path: "$.reportsTo", rule: "must not be the contact himself"))
        }
        let details: [(given: Bool, name: String)] = [
            (command.influence != nil, "influence"), (command.sentiment != nil, "sentiment"),
            (command.reportsTo != nil, "reportsTo"), (command.owner != nil, "owner"),
        ]
        for detail in details where detail.given && command.role == nil {
            violations.append(.init(path: "$." + detail.name, rule: "must not be given without role"))
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }

    /// The spells after a call: for its days what it says, for all others what there was. Neighbours that say the same
    /// are one spell.
    static func spells(
        _ present: [RelationshipSpell], after command: Relate
    ) throws(TooManySpells)
        -> [RelationshipSpell]
    {
        var spells = present.flatMap { spell in
            let before = spell.lasting(from: spell.from, until: earlier(spell.until, command.from))
            let after = command.until.flatMap { until in
                spell.lasting(from: max(spell.from, until), until: spell.until)
            }
            return [before, after].compactMap { $0 }
        }
        if let role = command.role {
            spells.append(
                RelationshipSpell(
                    from: command.from, until: command.until, role: role, influence: command.influence,
                    sentiment: command.sentiment, reportsTo: command.reportsTo, owner: command.owner))
        }
        spells.sort { $0.from < $1.from }
        var joined: [RelationshipSpell] = []
        for spell in spells {
            if let last = joined.last, last.until == spell.from,
                let both = last.lasting(from: last.from, until: spell.until),
                both == spell.lasting(from: last.from, until: spell.until)
            {
                joined[joined.count - 1] = both
            } else {
                joined.append(spell)
            }
        }
        guard joined.count <= spellLimit else { throw TooManySpells(limit: Count(spellLimit)) }
        return joined
    }

    /// What is missing on a day among people as they were then, and with what was there before it.
    static func gaps(
        among people: [RelationshipPerson], on day: CalendarDate, staleAfter staleDays: StaleDays
    ) -> [RelationshipGap] {
        let present = people.filter { $0.isPresent }
        let related = present.filter { $0.spell != nil }
        var gaps: [RelationshipGap] = []
        if !related.contains(where: { $0.spell?.role == .executiveSponsor }) {
            gaps.append(RelationshipGap(kind: .noSponsor))
        }
        let friends = related.filter { $0.spell?.role != .blocker }
        if friends.count <= 1 {
            gaps.append(RelationshipGap(kind: .singleThread, contact: friends.first?.contact))
        }
        if !related.contains(where: { $0.spell?.role == .champion }),
            let gone = people.compactMap({ $0.goneAsChampion }).max(by: { $0.since < $1.since })
        {
            gaps.append(RelationshipGap(kind: .championGone, contact: gone.contact, since: gone.since))
        }
        for person in related {
            guard let confirmed = person.confirmedOn, confirmed.adding(days: Int(staleDays.rawValue)) < day else {
                continue
            }
            gaps.append(RelationshipGap(kind: .stale, contact: person.contact, since: confirmed))
        }
        return gaps
    }

    /// The earlier of an end, which may be open, and a day.
    private static func earlier(_ end: CalendarDate?, _ day: CalendarDate) -> CalendarDate {
        end.map { min($0, day) } ?? day
    }
}

extension RelationshipSpell {
    /// The same over other days; nil when there are none.
    fileprivate func lasting(from: CalendarDate, until: CalendarDate?) -> RelationshipSpell? {
        if let until, until <= from { return nil }
        return RelationshipSpell(
            from: from, until: until, role: role, influence: influence, sentiment: sentiment, reportsTo: reportsTo,
            owner: owner)
    }
}
