// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

extension OrganisationCode: PostgresConvertible {}
extension RoleName: PostgresConvertible {}
extension UserState: PostgresConvertible {}
extension KeyName: PostgresConvertible {}
