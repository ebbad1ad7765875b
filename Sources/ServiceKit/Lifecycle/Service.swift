// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC

/// A service as one value: its methods, its tables, and what its handlers stand on.
///
/// `await runService(LedgerServer.self)` is the whole of its executable.
package protocol Service: Sendable {
    /// What the handlers get: stores, rules' settings, typed callers of other services.
    associatedtype Context: Sendable

    static var name: ServiceName { get }
    static var api: any ServiceAPI.Type { get }
    /// The one hand-kept list.
    static var methods: [any Handler<Context>.Type] { get }
    /// The folder of the migrations: `Bundle.module.bundlePath + "/Migrations"`.
    static var migrations: String { get }
    /// Settings besides those that every service has. Read them by `environment.configuration`.
    static var configurationKeys: [ConfigurationKey] { get }
    /// Commands besides `serve`, `migrate` and `describe`.
    static var commands: [ServiceCommand] { get }

    /// Called once, before the first call is served, with a database whose schema is as it must be.
    static func makeContext(_ environment: ServiceEnvironment) async throws -> Context

    /// Where the keys come from that verify tokens: identity's own database there, `identity.getKeys` elsewhere.
    static func keySource(_ context: Context, _ environment: ServiceEnvironment) -> any KeySource
    /// Loops that run beside the calls until the service stops.
    static func backgroundWork(_ context: Context, _ environment: ServiceEnvironment) -> [BackgroundWork]
    /// What must hold, besides database, migrations and keys, before calls are sent here.
    static func readinessChecks(_ context: Context, _ environment: ServiceEnvironment) -> [ReadinessCondition]
    /// Answered to `GET` on the JSON-RPC port, without a token.
    static func documents(_ context: Context, _ environment: ServiceEnvironment) -> [ServiceDocument]
    /// Folders of documents whose names are secrets, answered in the same way. What is asked for in one of them is
    /// never logged.
    static func secretFolders(_ context: Context, _ environment: ServiceEnvironment) -> [SecretFolder]
}

extension Service {
    package static var configurationKeys: [ConfigurationKey] { [] }
    package static var commands: [ServiceCommand] { [] }

    package static func keySource(_ context: Context, _ environment: ServiceEnvironment) -> any KeySource {
        IdentityKeys(environment.remote(IdentityAPI.self))
    }

    package static func backgroundWork(_ context: Context, _ environment: ServiceEnvironment) -> [BackgroundWork] { [] }
    package static func readinessChecks(_ context: Context, _ environment: ServiceEnvironment) -> [ReadinessCondition] {
        []
    }
    package static func documents(_ context: Context, _ environment: ServiceEnvironment) -> [ServiceDocument] { [] }
    package static func secretFolders(_ context: Context, _ environment: ServiceEnvironment) -> [SecretFolder] { [] }

    /// Whether some method keeps its outcomes, and so the table of keys must be purged.
    static var hasCommands: Bool {
        methods.contains { $0 is any Command.Type }
    }
}

/// A command of a service's executable, beside `serve`.
package struct ServiceCommand: Sendable {
    package let name: String
    package let help: String
    /// Its own settings. Those of the database are there anyway.
    package let keys: [ConfigurationKey]
    /// Answers the text for standard output.
    package let run: @Sendable (ServiceEnvironment) async throws -> String

    package init(
        _ name: String, help: String, keys: [ConfigurationKey] = [],
        run: @escaping @Sendable (ServiceEnvironment) async throws -> String
    ) {
        self.name = name
        self.help = help
        self.keys = keys
        self.run = run
    }
}

/// One condition of readiness. Throws what is wrong; the management port shows the name and logs the rest.
package struct ReadinessCondition: Sendable {
    package let name: String
    package let check: @Sendable () async throws -> Void

    package init(_ name: String, _ check: @escaping @Sendable () async throws -> Void) {
        self.name = name
        self.check = check
    }
}

/// A document that is handed out by `GET` beside the methods, such as a key set.
package struct ServiceDocument: Sendable {
    package struct Content: Sendable {
        package let type: String
        package let bytes: [UInt8]
        /// How long anybody may keep a copy; nil forbids it.
        package let maximumAge: Duration?

        package init(type: String = "application/json", bytes: [UInt8], maximumAge: Duration? = nil) {
            self.type = type
            self.bytes = bytes
            self.maximumAge = maximumAge
        }
    }

    /// Begins with a slash.
    package let path: String
    package let content: @Sendable () async throws -> Content

    package init(_ path: String, _ content: @escaping @Sendable () async throws -> Content) {
        self.path = path
        self.content = content
    }
}

/// A folder in which whoever knows a document's name may read it.
package struct SecretFolder: Sendable {
    /// Begins and ends with a slash.
    package let path: String
    /// The document of this name; nil when there is none.
    package let content: @Sendable (String) async throws -> ServiceDocument.Content?

    package init(_ path: String, _ content: @escaping @Sendable (String) async throws -> ServiceDocument.Content?) {
        self.path = path
        self.content = content
    }
}
