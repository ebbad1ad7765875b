// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

enum SessionEntity: IdentifiedEntity { static let term = "session" }

/// The `sid` of access tokens.
typealias SessionID = Identifier<SessionEntity>
