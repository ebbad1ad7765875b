// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ReopenYear: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        return try await context.commands.once(self, by: caller) { tx in
            _ = try await HeadStore.lock(book.number, in: tx)
            let years = try await FiscalYearStore.years(of: book.number, in: tx)
            guard let record = years.first(where: { $0.year.code == year }) else {
                throw FiscalYearNotFound(year: year)
            }
            guard let close = record.year.close else { throw FiscalYearNotClosed(year: year) }
            try FiscalYearRules.requireLaterOpen(than: record.year, among: years.map(\.year))
            let reversals = try reversals(of: close, by: caller)
            let entries = reversals.isEmpty ? [] : try await Journal.post(reversals, of: book, in: tx)
            return Response(
                year: try await FiscalYearStore.set(nil, of: record, in: book, tx),
                firstEntry: entries.first.map { EntryNumber(unchecked: $0.number) },
                lastEntry: entries.last.map { EntryNumber(unchecked: $0.number) })
        }
    }

    /// The opposite of each closing entry, on its day and of its kind.
    private func reversals(of close: YearClose, by caller: Caller) throws -> [JournalRequest] {
        guard let first = close.firstEntry, let last = close.lastEntry else { return [] }
        let actor = try Text<1, 100>(validating: caller.label)
        let description = try Text<0, 500>(
            validating: "Reopening of fiscal year \(year)" + (reason.map { ": \($0)" } ?? ""))
        return (first.rawValue...last.rawValue).map { number in
            JournalRequest(
                command: .reverse(
                    EntryReversal(number: number, postedOn: nil, description: description, kind: .closing)),
                key: KeyDigest.key(YearClosing.key("reopen:\(number)")), paramsDigest: 0, actor: actor)
        }
    }
}
