// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Rules about leads that need no database.
enum LeadRules {
    /// The channels as they are stored. Throws for those that are none.
    static func channels(_ given: [NewChannel]) throws(InvalidParams) -> [ContactChannel] {
        var violations: [InvalidParams.Violation] = []
        var channels: [ContactChannel] = []
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

    static func requireName(company: Text<1, 200>?, person: Text<1, 200>?) throws(InvalidParams) {
        guard company == nil, person == nil else { return }
        throw InvalidParams(path: "$", rule: "must leave the lead a company or a person")
    }

    static func requireNotNegative(_ estimate: Money?) throws(InvalidParams) {
        guard let estimate, estimate.minorUnits < 0 else { return }
        throw InvalidParams(path: "$.estimate", rule: "must not be less than zero")
    }

    /// What a search by words finds a lead by.
    static func searched(_ lead: Lead) -> String {
        ([lead.company?.text, lead.person?.text].compactMap(\.self)
            + lead.channels.flatMap { [$0.value.text, $0.normalised.text] }).joined(separator: " ")
    }

    /// Each client once, in the order in which they were found first, with all reasons.
    static func merged(_ found: [DuplicateClient]) -> [DuplicateClient] {
        let reasons = Dictionary(grouping: found, by: \.client).mapValues { Set($0.flatMap(\.reasons)) }
        var seen: Set<ClientID> = []
        return found.filter { seen.insert($0.client).inserted }.map { first in
            let shared = reasons[first.client] ?? []
            return DuplicateClient(
                client: first.client, name: first.name,
                reasons: DuplicateReason.allCases.filter(shared.contains))
        }
    }

    /// Whether two versions say the same, compared by their bytes.
    static func saySame(_ left: Lead, _ right: Lead) throws -> Bool {
        var left = left
        left.version = right.version
        left.updatedAt = right.updatedAt
        return try StoredRecord.encode(left) == StoredRecord.encode(right)
    }
}

extension Lead {
    /// What who sees these of its clients sees of it; all of it for nil. That a hidden client referred it is left out.
    func shown(at places: [ClientID]?) -> Lead {
        guard let places, let referredBy, !places.contains(referredBy) else { return self }
        var shown = self
        shown.referredBy = nil
        return shown
    }

    /// Under which it becomes a client.
    func clientName() throws -> Text<1, 200> {
        guard let name = company ?? person else {
            throw PostgresError.decoding("a lead has neither a company nor a person")
        }
        return name
    }
}
