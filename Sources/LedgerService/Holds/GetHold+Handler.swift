// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres

extension GetHold: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let record = try await context.book(book, of: caller)
        guard let number = EntryIdentity.number(of: hold, in: record.number),
            let found = try await HoldStore.hold(number, of: record.number, in: context.database),
            let shown = try await HoldStore.shown([found], of: record.number, in: context.database).first,
            shown.id == hold
        else { throw HoldNotFound() }
        return Response(hold: shown)
    }
}

extension HoldStore {
    /// The holds with their accounts' codes.
    static func shown(
        _ holds: [HoldRecord], of book: Int32, in database: some PostgresExecutor
    ) async throws -> [Hold] {
        let accounts = Array(Set(holds.flatMap { [$0.debit, $0.credit] }))
        let rows = try await database.rows(
            "select account_id, code from ledger.account where book_id = \(book) and account_id = any(\(accounts))",
            as: (Int32, AccountCode).self)
        let codes = Dictionary(uniqueKeysWithValues: rows.map { ($0.0, $0.1) })
        return try holds.map { hold in
            guard let debit = codes[hold.debit], let credit = codes[hold.credit] else {
                throw PostgresError.decoding("hold \(hold.number) names an account that is not there")
            }
            return hold.hold(of: book, debit: debit, credit: credit)
        }
    }
}
