// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// How a service is run in a suite.
extension ServiceName {
    var executable: String { "kontor-\(rawValue)" }

    /// The role it has in PostgreSQL.
    var role: String { "kontor_\(rawValue)" }

    private var offset: Int {
        switch self {
        case .identity: 1
        case .clients: 2
        case .ledger: 3
        case .reporting: 4
        }
    }

    func port(base: Int) -> Int { base + offset }

    /// Plain HTTP, for `/readyz` and metrics.
    func managementPort(base: Int) -> Int { base + 10 + offset }

    func url(base: Int) -> String { "https://127.0.0.1:\(port(base: base))" }
}
