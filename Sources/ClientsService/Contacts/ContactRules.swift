// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Rules about contacts that need no database.
enum ContactRules {
    /// The channels as they are stored; throws for everything that does not fit together.
    static func channels(of command: UpsertContact) throws(InvalidParams) -> [ContactChannel] {
        var violations: [InvalidParams.Violation] = []
        if (command.contact == nil) != (command.ifVersion == nil) {
            violations.append(.init(path: "$.ifVersion", rule: "must be given exactly when contact is"))
        }
        var clients: Set<ClientID> = []
        for (index, position) in command.positions.enumerated() where !clients.insert(position.client).inserted {
            violations.append(
                .init(path: "$.positions[\(index)].client", rule: "must not be the client of an earlier position"))
        }
        let times: [PreferredTime] = command.preferredTimes?.elements ?? []
        if command.timeZone == nil, !times.isEmpty {
            violations.append(.init(path: "$.timeZone", rule: "must be given with preferredTimes"))
        }
        for (index, time) in times.enumerated() where time.to <= time.from {
            violations.append(.init(path: "$.preferredTimes[\(index)].to", rule: "must be after from"))
        }
        var channels: [ContactChannel] = []
        let given: [NewChannel] = command.channels?.elements ?? []
        for (index, given) in given.enumerated() {
            do throws(ContractViolation) {
                channels.append(try ChannelRules.channel(given))
            } catch {
                violations.append(.init(path: "$.channels[\(index)].value", rule: error.description))
            }
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
        return channels
    }

    /// The record that a command makes of what there is. Positions that the caller does not see stay behind his.
    static func contact(
        _ id: ContactID, after present: Contact?, by command: UpsertContact, channels: [ContactChannel],
        keeping hidden: [ContactPosition], fields: [CustomFieldValue]?, at now: Instant
    ) -> Contact {
        Contact(
            id: id, version: present.map { Version(unchecked: $0.version.rawValue + 1) } ?? Version(unchecked: 1),
            name: command.name, positions: Array(command.positions) + hidden,
            channels: channels, language: command.language,
            timeZone: command.timeZone, preferredTimes: command.preferredTimes?.elements ?? [],
            fields: fields, createdAt: present?.createdAt ?? now, updatedAt: now)
    }

    /// Whether two versions say the same. Texts are compared by their bytes, as PostgreSQL compares them: Swift takes
    /// two spellings of one character for equal, and what was typed is kept exactly.
    static func saySame(_ left: Contact, _ right: Contact) throws -> Bool {
        try ClientFact.contact(left.asOf(right)).bytes == ClientFact.contact(right).bytes
    }

    /// What a search by words finds a contact by.
    static func searched(_ contact: Contact) -> String {
        ([contact.name.text] + contact.channels.flatMap { [$0.value.text, $0.normalised.text] }).joined(separator: " ")
    }
}

extension Contact {
    /// The contact at some of its clients; with all of its positions for nil.
    func shown(at clients: [ClientID]?) -> Contact {
        guard let clients, !positions.allSatisfy({ clients.contains($0.client) }) else { return self }
        return Contact(
            id: id, version: version, name: name, positions: positions.filter { clients.contains($0.client) },
            channels: channels, language: language, timeZone: timeZone, preferredTimes: preferredTimes,
            fields: fields, createdAt: createdAt, updatedAt: updatedAt, erasedAt: erasedAt)
    }

    /// The same contents with another one's version and times.
    fileprivate func asOf(_ other: Contact) -> Contact {
        Contact(
            id: id, version: other.version, name: name, positions: positions, channels: channels, language: language,
            timeZone: timeZone, preferredTimes: preferredTimes, fields: fields, createdAt: createdAt,
            updatedAt: other.updatedAt, erasedAt: erasedAt)
    }
}
