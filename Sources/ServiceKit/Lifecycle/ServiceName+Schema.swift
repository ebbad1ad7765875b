// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts

extension ServiceName {
    /// The schema in PostgreSQL, and the end of the role's name.
    package var schema: StaticString {
        switch self {
        case .identity: "identity"
        case .clients: "clients"
        case .ledger: "ledger"
        case .reporting: "reporting"
        }
    }
}
