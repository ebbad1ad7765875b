// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit

/// Posts imported entries that close a year. Entries of that kind go into locked periods and are spared what others are
/// checked for, so that who brings them along is held to more here.
struct ClosingImport {
    let book: BookRecord
    let caller: Caller
    let context: LedgerContext

    /// Throws what is wrong with a closing entry before it is posted.
    func requireLawful(_ draft: EntryDraft) throws(JournalProblem) {
        guard draft.kind == .closing else { return }
        guard caller.satisfies(.permission(.closeYears)) else {
            throw JournalProblem("it closes a year, which takes the permission \(Permission.closeYears.rawValue)")
        }
        let namesDimension = draft.lines.contains {
            $0.client != nil || $0.costCentre != nil || $0.project != nil || $0.product != nil
        }
        guard !namesDimension else { throw JournalProblem("an entry that closes a year names no dimensions") }
    }

    /// In a transaction of its own: the head lock keeps the period as it is checked. Throws `JournalProblem` for
    /// accounts that a close has nothing to do with.
    func post(_ request: JournalRequest, _ draft: EntryDraft) async throws -> PostingAnswer {
        try await context.database.withTransaction { tx in
            let head = try await HeadStore.lock(book.number, in: tx)
            if try await ImportStore.posted([request.key], of: book.number, in: tx).isEmpty {
                let settings = try await SettingsStore.load(book, version: head.settingsVersion, in: tx).settings
                try ClosingImport.requireAccounts(of: draft, settings)
                let now = try await HeadStore.now(after: head, in: tx)
                do {
                    try settings.periods.check(
                        draft.postedOn, module: draft.module, kind: .normal, by: request.actor.text,
                        at: now)
                } catch let refusal as any DomainError {
                    return PostingAnswer(result: .refused(refusal), isRepeated: false)
                }
            }
            let answers = try await Journal.fold([JournalUnit([request])], of: book, in: tx)
            return answers[0]
        }
    }

    /// Income and expenses are carried to equity. Accounts that are not there are refused when the entry is posted.
    private static func requireAccounts(of draft: EntryDraft, _ settings: BookSettings) throws(JournalProblem) {
        for line in draft.lines {
            guard let account = settings.accounts[line.account] else { continue }
            guard !account.isHeading, [.income, .expense, .equity].contains(account.kind) else {
                throw JournalProblem(
                    "it closes a year, and \(account.code) is no account of income, expenses or equity")
            }
        }
    }
}
