// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

// Stored as text; check constraints and the contracts' own rules name the same words.

extension AssignmentChange.Kind: PostgresConvertible {}
extension AssignmentRole: PostgresConvertible {}
extension ChannelKind: PostgresConvertible {}
extension ClientKind: PostgresConvertible {}
extension ExternalSystem: PostgresConvertible {}
extension ClientFeedItem.Kind: PostgresConvertible {}
extension Lifecycle: PostgresConvertible {}
extension LocaleTag: PostgresConvertible {}
extension SharePercent: PostgresConvertible {}
