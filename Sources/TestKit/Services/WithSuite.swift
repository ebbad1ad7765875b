// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import ClientsService
package import Contracts
package import IdentityService
package import LedgerService
package import ReportingService
import ServiceKit

/// The four services in this process, over TLS, with real tokens and one database.
package struct TestSuite: Sendable {
    package let identity: ServedService<IdentityServer>
    package let clients: ServedService<ClientsServer>
    package let ledger: ServedService<LedgerServer>
    package let reporting: ServedService<ReportingServer>
    package let database: TestDatabase
    package let authority: TestAuthority

    package func url(of service: ServiceName) -> String {
        switch service {
        case .identity: identity.url
        case .clients: clients.url
        case .ledger: ledger.url
        case .reporting: reporting.url
        }
    }
}

extension DatabaseTemplate {
    /// Roles, schemas and the tables of all services.
    package static let suite = DatabaseTemplate("suite") { database in
        try await database.migrate(IdentityServer.self)
        try await database.migrate(ClientsServer.self)
        try await database.migrate(LedgerServer.self)
        try await database.migrate(ReportingServer.self)
    }
}

/// Runs all four services for the time of `body`.
package func withSuite<Answer>(_ body: (TestSuite) async throws -> Answer) async throws -> Answer {
    let authority = try TestAuthority()
    var secret = TestSurroundings()
    secret.configuration = ServiceConfiguration(
        secrets: [IdentityServer.secretKey.name: Array(repeating: 7, count: 32)])
    var urls: [ServiceName: String] = [:]
    return try await withDatabase(.suite) { database in
        try await withServiceOverTLS(IdentityServer.self, over: database, authority: authority, in: secret) {
            identity in
            urls[.identity] = identity.url
            return try await withServiceOverTLS(
                ClientsServer.self, over: database, authority: authority, urls: urls
            ) { clients in
                urls[.clients] = clients.url
                return try await withServiceOverTLS(
                    LedgerServer.self, over: database, authority: authority, urls: urls
                ) { ledger in
                    urls[.ledger] = ledger.url
                    return try await withServiceOverTLS(
                        ReportingServer.self, over: database, authority: authority, urls: urls
                    ) { reporting in
                        try await body(
                            TestSuite(
                                identity: identity, clients: clients, ledger: ledger, reporting: reporting,
                                database: database, authority: authority))
                    }
                }
            }
        }
    }
}
