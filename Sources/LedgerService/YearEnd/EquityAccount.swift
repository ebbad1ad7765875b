// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// What a year or a book is balanced against.
enum EquityAccount {
    /// Throws `AccountNotFound`, or `EquityAccountUnfit` for one that cannot take lines of these currencies.
    static func require(
        _ code: AccountCode, currencies: [CurrencyCode], of book: Int32, in tx: Transaction
    ) async throws {
        guard let account = try await AccountStore.account(code, of: book, in: tx)?.account else {
            throw AccountNotFound(account: code)
        }
        let takesAll = account.currency.map { only in currencies.allSatisfy { $0 == only } } ?? true
        guard account.kind == .equity, !account.isHeading, !account.isClosed, takesAll else {
            throw EquityAccountUnfit(account: code)
        }
    }
}
