// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

extension AccountCode: PostgresConvertible {}
extension AccountKind: PostgresConvertible {}
extension BookCode: PostgresConvertible {}
extension BudgetCode: PostgresConvertible {}
extension EntryNumber: PostgresConvertible {}
extension FiscalPattern: PostgresConvertible {}
extension FiscalYearCode: PostgresConvertible {}
extension PeriodCode: PostgresConvertible {}
extension DimensionCode: PostgresConvertible {}
extension RateType: PostgresConvertible {}

extension ExchangeRate: PostgresConvertible {
    /// The stored number has the digits that were given, whatever trailing zeros.
    var postgresRaw: PostgresNumeric {
        guard let number = PostgresNumeric(text) else { preconditionFailure("a rate is a decimal number") }
        return number
    }

    init(postgresRaw: PostgresNumeric) throws {
        try self.init(validating: postgresRaw.text)
    }
}
extension Dimension: PostgresConvertible {}
