// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension RenewContract: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try requireAllowed(today: context.clock.now().day)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            var versions = try await ContractStore.active(contract, ifVersion: ifVersion, in: write)
            let present = versions[versions.count - 1]
            guard let presentEnd = present.terms.endsOn else { throw ContractOpenEnded() }
            try await HandoverStore.requireContacts([signing?.theirs.contact].compactMap { $0 }, in: write)
            let renewed = present.next(
                .renewed, from: presentEnd.adding(days: 1), terms: try terms(after: present, presentEnd),
                lines: newLines(of: present), value: try value(of: present), signing: signing,
                reason: try await ReasonStore.reason(ifGiven: reason, .contraction, in: write), note: note,
                at: write.now)
            versions = Array(versions.dropFirst()) + [renewed]
            try await ContractStore.put(versions, in: write)
            try await write.publish(try versions.map { try .contract($0) })
            return Response(contract: renewed, outcome: renewed.latestChange?.outcome ?? .same)
        }
    }

    private func requireAllowed(today: CalendarDate) throws(InvalidParams) {
        guard months == nil || endsOn == nil else {
            throw InvalidParams(path: "$.endsOn", rule: "must not be given with months")
        }
        guard lines == nil || keepsPrices == nil else {
            throw InvalidParams(path: "$.keepsPrices", rule: "must not be given with lines")
        }
        if let signing { try SigningRules.requireAllowed(signing, today: today) }
    }

    private func newLines(of present: Contract) -> [ContractLine] {
        if let lines { return lines.elements }
        return keepsPrices == true
            ? present.lines : ContractRules.escalated(present.lines, by: present.terms.escalator)
    }

    private func value(of present: Contract) throws(InvalidParams) -> Money {
        try ContractRules.value(of: newLines(of: present), in: present.currency, from: present.terms.startsOn)
    }

    private func terms(after present: Contract, _ presentEnd: CalendarDate) throws(InvalidParams) -> ContractTerms {
        let terms = ContractTerms(
            startsOn: present.terms.startsOn, endsOn: try newEnd(of: present.terms),
            noticeDays: noticeDays ?? present.terms.noticeDays,
            renewalMonths: renewalMonths ?? present.terms.renewalMonths,
            escalator: escalator ?? present.terms.escalator)
        guard let end = terms.endsOn, end > presentEnd, end <= DayRange.greatestLast else {
            throw InvalidParams(path: "$.endsOn", rule: "must be after the present end, and before 9999-12-31")
        }
        return terms
    }

    private func newEnd(of terms: ContractTerms) throws(InvalidParams) -> CalendarDate? {
        if let endsOn { return endsOn }
        guard let months = months ?? terms.renewalMonths else {
            throw InvalidParams(path: "$.endsOn", rule: "must be given, or months, where no tacit renewal is agreed")
        }
        return RenewalRules.end(of: terms, after: Int(months.rawValue))
    }
}
