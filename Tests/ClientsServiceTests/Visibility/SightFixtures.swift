// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit

@testable import ClientsService

extension Sight {
    /// Of who sees every client of the first organisation.
    static let first = Sight.whole(.first)
}
