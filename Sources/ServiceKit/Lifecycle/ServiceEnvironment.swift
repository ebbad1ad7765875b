// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
package import Postgres

/// What a service stands on, made once a process (in tests, once a test).
package struct ServiceEnvironment: Sendable {
    package let service: ServiceName
    package let configuration: ServiceConfiguration
    package let clock: Clock
    package let log: ServiceLog
    package let metrics: ServiceMetrics
    /// The database as the service's own role; its schema is the search path. Deadlines of calls hold in it.
    package let database: PostgresPool
    package let commands: Commands
    private let dial: @Sendable (ServiceName) -> any RPCChannel

    package init(
        service: ServiceName, configuration: ServiceConfiguration, clock: Clock, log: ServiceLog,
        metrics: ServiceMetrics, database: PostgresPool,
        dial: @escaping @Sendable (ServiceName) -> any RPCChannel
    ) {
        self.service = service
        self.configuration = configuration
        self.clock = clock
        self.log = log
        self.metrics = metrics
        self.database = database
        self.dial = dial
        commands = Commands(database: database)
    }

    /// The typed caller of another service: over mutual TLS, with a token of this service's own.
    ///
    /// A service that is not one of the four is a mistake of the program.
    package func remote<API: ServiceAPI>(_ api: API.Type) -> Remote<API> {
        guard let name = ServiceName(rawValue: API.name) else {
            preconditionFailure("\(API.name) is not the interface of a service")
        }
        return Remote(over: dial(name))
    }
}
