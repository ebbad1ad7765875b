// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

extension AccountCode: PostgresConvertible {}
extension AccountKind: PostgresConvertible {}
extension BookCode: PostgresConvertible {}
extension EntryNumber: PostgresConvertible {}
extension FiscalPattern: PostgresConvertible {}
extension FiscalYearCode: PostgresConvertible {}
extension PeriodCode: PostgresConvertible {}
extension DimensionCode: PostgresConvertible {}
