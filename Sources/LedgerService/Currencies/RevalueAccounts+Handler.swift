// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension RevalueAccounts: Handler {
    /// Balances, rates and postings are of one moment: the head is locked before anything is read.
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let reverseOn = try reversalDay()
        let book = try await context.book(book, of: caller)
        let scope = RevaluationScope(
            asOf: asOf, rateType: rateType, maxAgeDays: maxAgeDays, accounts: accounts, exceptAccounts: exceptAccounts)
        return try await context.commands.once(self, by: caller) { tx in
            let head = try await HeadStore.lock(book.number, in: tx)
            let positions = try await scope.positions(of: book, in: tx)
            let drafts = try RevaluationDrafts.booking(
                positions, on: asOf, gainAccount: gainAccount, lossAccount: lossAccount,
                description: description)
            let entries = try await Revaluator(
                book: book, caller: caller, keyPrefix: "\trevaluation:\(asOf):\(head.entryNumber)",
                reverseOn: reverseOn
            ).post(drafts, in: tx)
            return Response(
                revaluation: try RevaluationRules.answer(positions, in: book.book.functionalCurrency),
                entries: entries)
        }
    }

    /// Nil when nothing is reversed.
    private func reversalDay() throws(InvalidParams) -> CalendarDate? {
        guard isReversed ?? true else {
            guard reverseOn == nil else {
                throw InvalidParams(path: "$.reverseOn", rule: "must be left out when isReversed is false")
            }
            return nil
        }
        guard asOf < .latest else { throw InvalidParams(path: "$.asOf", rule: "must be followed by another day") }
        let day = reverseOn ?? asOf.adding(days: 1)
        guard day > asOf else { throw InvalidParams(path: "$.reverseOn", rule: "must be after asOf") }
        return day
    }
}

/// Posts the entries of a revaluation, each followed by its reversal.
private struct Revaluator: Sendable {
    let book: BookRecord
    let caller: Caller
    /// Names the day and the entry that the book ended with, so that no other run has it. Begins as no caller's key
    /// can.
    let keyPrefix: String
    let reverseOn: CalendarDate?

    func post(_ drafts: [EntryDraft], in tx: Transaction) async throws -> [RevaluationEntry] {
        if drafts.isEmpty { return [] }
        let posted = try await Journal.post(keyed(drafts, ""), of: book, by: caller, in: tx)
        guard let reverseOn else { return try posted.map { try RevaluationEntry($0, reversal: nil) } }
        let reversals = zip(drafts, posted).map { draft, entry in
            RevaluationDrafts.reversal(of: draft, number: entry.number, on: reverseOn)
        }
        let undone = try await Journal.post(keyed(reversals, ":reversal"), of: book, by: caller, in: tx)
        return try zip(posted, undone).map { try RevaluationEntry($0, reversal: $1) }
    }

    private func keyed(_ drafts: [EntryDraft], _ suffix: String) -> [KeyedDraft] {
        drafts.enumerated().map { index, draft in
            KeyedDraft(draft: draft, key: "\(keyPrefix):\(index + 1)\(suffix)")
        }
    }
}

extension RevaluationEntry {
    fileprivate init(_ entry: PostedEntry, reversal: PostedEntry?) throws {
        self.init(
            entry: entry.id, number: try EntryNumber(validating: entry.number), reversal: reversal?.id,
            reversalNumber: try reversal.map { try EntryNumber(validating: $0.number) })
    }
}
