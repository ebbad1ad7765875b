// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Somebody at a client as a day shows him.
struct RelationshipPerson {
    let contact: ContactID
    let name: Text<1, 200>
    let position: Text<1, 200>
    /// Whether he was at the client on the day.
    let isPresent: Bool
    /// What holds on the day, whether he was there or not.
    let spell: RelationshipSpell?
    /// When the relationship was confirmed last before the day's end; nil when it was recorded later.
    let confirmedOn: CalendarDate?
    /// Since when he has not been champion any more, if he ever was before the day.
    let goneAsChampion: (contact: ContactID, since: CalendarDate)?

    var entry: RelationshipMapEntry {
        RelationshipMapEntry(contact: contact, name: name, position: position, spell: spell)
    }
}

extension RelationshipPerson: RowDecodable {
    init(row: inout Row) throws {
        let record: [UInt8] = try row.next()
        let client: ClientID = try row.next()
        let leftOn: CalendarDate? = try row.next()
        let day: CalendarDate = try row.next()
        let from: CalendarDate? = try row.next()
        let until: CalendarDate? = try row.next()
        let role: RelationshipRole? = try row.next()
        let influence: Influence? = try row.next()
        let sentiment: Sentiment? = try row.next()
        let reportsTo: ContactID? = try row.next()
        let owner: UserID? = try row.next()
        let confirmedAt: Instant? = try row.next()
        let championUntil: CalendarDate? = try row.next()
        let person = try StoredRecord.decode(Contact.self, record)
        guard let place = person.positions.first(where: { $0.client == client }) else {
            throw PostgresError.decoding("a position is not in the contact's record")
        }
        contact = person.id
        name = person.name
        position = place.role
        isPresent = leftOn.map { $0 > day } ?? true
        if let from, let role {
            spell = RelationshipSpell(
                from: from, until: until, role: role, influence: influence, sentiment: sentiment,
                reportsTo: reportsTo, owner: owner)
        } else {
            spell = nil
        }
        confirmedOn = confirmedAt.map { CalendarDate(of: $0) }
        // A champion who leaves the client is gone with the day of leaving, whatever was on record for later.
        let left = leftOn.flatMap { $0 <= day ? $0 : nil }
        let end = role == .champion ? left : championUntil
        goneAsChampion = end.map { (person.id, min($0, left ?? $0)) }
    }
}

extension CalendarDate {
    /// The day in UTC.
    init(of instant: Instant) {
        let day = Int64(86_400_000_000)
        let (quotient, remainder) = instant.microseconds.quotientAndRemainder(dividingBy: day)
        self.init(daysSince1970: Int32(remainder < 0 ? quotient - 1 : quotient))
    }
}
