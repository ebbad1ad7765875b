// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension AmendContract: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        guard lines != nil || terms != nil else {
            throw InvalidParams(path: "$.lines", rule: "must be given unless terms are")
        }
        if let terms { try ContractRules.requireAllowed(terms) }
        if let signing { try SigningRules.requireAllowed(signing, today: context.clock.now().day) }
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            var versions = try await ContractStore.active(contract, ifVersion: ifVersion, in: write)
            let present = versions[versions.count - 1]
            try requireDay(of: present)
            try await HandoverStore.requireContacts([signing?.theirs.contact].compactMap { $0 }, in: write)
            let amended = present.next(
                .amended, from: effectiveOn, terms: try terms(of: present), lines: lines?.elements,
                value: try value(of: present), signing: signing,
                reason: try await ReasonStore.reason(ifGiven: reason, .contraction, in: write), note: note,
                at: write.now)
            versions = Array(versions.dropFirst()) + [amended]
            try await ContractStore.put(versions, in: write)
            try await write.publish(try versions.map { try .contract($0) })
            return Response(contract: amended)
        }
    }

    private func requireDay(of present: Contract) throws(ContractDayRefused) {
        let earliest = max(present.terms.startsOn, present.latestChange?.effectiveOn ?? present.terms.startsOn)
        guard effectiveOn >= earliest, present.terms.endsOn.map({ effectiveOn <= $0 }) ?? true else {
            throw ContractDayRefused(earliest: earliest, latest: present.terms.endsOn)
        }
    }

    private func terms(of present: Contract) throws(InvalidParams) -> ContractTerms {
        guard let terms else { return present.terms }
        guard terms.startsOn == present.terms.startsOn else {
            throw InvalidParams(path: "$.terms.startsOn", rule: "must be the contract's first day")
        }
        guard terms.endsOn.map({ $0 >= effectiveOn }) ?? true else {
            throw InvalidParams(path: "$.terms.endsOn", rule: "must not be before effectiveOn")
        }
        return terms
    }

    private func value(of present: Contract) throws(InvalidParams) -> Money {
        try ContractRules.value(
            of: lines?.elements ?? present.lines, in: present.currency, from: present.terms.startsOn)
    }
}
