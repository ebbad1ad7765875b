// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension SetParent: Handler {
    /// Spells that a record has at most, so that it stays one.
    private static let spellLimit = 200

    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        guard parent != client else { throw InvalidParams(path: "$.parent", rule: "must not be the client itself") }
        try AccessRules.requireDays(from: from, to: to)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            for client in [client, parent].compactMap({ $0 }) {
                guard try await ClientStore.exists(client, of: write.sight, in: transaction) else {
                    throw ClientNotFound()
                }
            }
            let present = try await ParentStore.parentage(of: client, in: write.organisation, from: transaction)
            try requireVersion(of: present)
            let spells = try spells(after: present?.spells ?? [])
            if let present, present.spells == spells { return Response(parentage: present) }
            let parentage = Parentage(
                client: client, version: present?.version.next ?? Version(unchecked: 1), spells: spells,
                updatedAt: write.now)
            try await ParentStore.put(parentage, in: write)
            try await ParentStore.requireNoCycle(over: client, in: write)
            try await write.publish([
                ClientFact(.parentage, client.uuid, parentage.version, parentage, about: [client])
            ])
            return Response(parentage: parentage)
        }
    }

    private func requireVersion(of present: Parentage?) throws {
        guard let ifVersion else { return }
        guard let present else {
            throw InvalidParams(path: "$.ifVersion", rule: "must be absent before the first parent")
        }
        guard present.version == ifVersion else { throw VersionConflict(currentVersion: present.version) }
    }

    private func spells(after present: [ParentSpell]) throws(TooManyParents) -> [ParentSpell] {
        let dated = present.map {
            Dated(value: $0.parent, days: DayRange(first: $0.from, last: $0.to))
        }
        let spells = dated.saying(parent, on: DayRange(first: from, last: to)).map {
            ParentSpell(parent: $0.value, from: $0.days.first, to: $0.days.last)
        }
        guard spells.count <= Self.spellLimit else { throw TooManyParents(limit: Count(Self.spellLimit)) }
        return spells
    }
}
