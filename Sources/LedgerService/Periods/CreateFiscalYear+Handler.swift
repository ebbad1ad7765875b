// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension CreateFiscalYear: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let spans = try FiscalCalendar.periods(pattern, from: startsOn, weeks: weeks, ends: periodEnds?.elements)
        guard let last = spans.last else { throw InvalidParams(path: "$.periodEnds", rule: "must not be empty") }
        let book = try await context.book(book, of: caller)
        return try await context.commands.once(self, by: caller) { tx in
            let head = try await HeadStore.lock(book.number, in: tx)
            let years = try await FiscalYearStore.years(of: book.number, in: tx).map(\.year)
            guard !years.contains(where: { $0.code == code }) else { throw FiscalYearCodeTaken() }
            try FiscalYearRules.requireContiguous(
                PeriodSpan(startsOn: startsOn, endsOn: last.endsOn), with: years)
            let year = FiscalYear(
                code: code, name: name, startsOn: startsOn, endsOn: last.endsOn, pattern: pattern,
                periodCount: Count(spans.count), close: nil)
            try await FiscalYearStore.insert(year, spans, into: book.number, in: tx)
            try await SettingsStore.touch(book.number, in: tx)
            let periods = spans.enumerated().map { index, span in
                FiscalPeriod(
                    code: PeriodCode(year: code, number: index + 1), year: code, startsOn: span.startsOn,
                    endsOn: span.endsOn, state: .open, locks: [])
            }
            try await FeedStore.append(
                [.fiscalYear(year)] + periods.map { .period($0) }, to: book.number, after: head, in: tx)
            return Response(year: year, periods: periods)
        }
    }
}
