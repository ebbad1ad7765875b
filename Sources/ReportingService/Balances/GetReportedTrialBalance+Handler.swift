// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension GetReportedTrialBalance: Handler {
    package func handle(as caller: Caller, in context: ReportingContext) async throws -> Response {
        if let from, let asOf, from > asOf {
            throw InvalidParams(path: "$.from", rule: "must not be after asOf")
        }
        let (record, sides) = try await context.snapshot { tx in
            let record = try await ReportedBook(book, of: caller.organisation, in: tx)
            return (record, try await TurnoverStore.sides(of: record, during: .init(from: from, to: asOf), in: tx))
        }
        return Response(
            rows: try sides.map { try $0.row(of: record) },
            totalDebits: try record.money(sides.reduce(0) { $0 + $1.debits }),
            totalCredits: try record.money(sides.reduce(0) { $0 + $1.credits }),
            feedPosition: record.ledger.position, asOf: [record.ledger.freshness(at: context.clock.now())])
    }
}

extension ReportedSides {
    fileprivate func row(of book: ReportedBook) throws -> TrialBalanceRow {
        TrialBalanceRow(
            account: account, name: name, kind: kind, debits: try book.money(debits),
            credits: try book.money(credits), balance: try book.money(debits - credits))
    }
}
