// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
import Foundation
package import JSONRPC
package import ServiceKit

/// Answers who is calling, in which organisation, and with which permissions.
package enum IdentityServer: Service {
    package static let name = ServiceName.identity
    package static let api: any ServiceAPI.Type = IdentityAPI.self
    package static var migrations: String { Bundle.module.bundlePath + "/Migrations" }

    package static let methods: [any Handler<IdentityContext>.Type] = [
        AssignRoles.self,
        ChangePassword.self,
        CreateServiceAccount.self,
        CreateUser.self,
        DisableUser.self,
        GetKeys.self,
        GetUser.self,
        IssueClientSecret.self,
        IssueClientToken.self,
        IssueServiceToken.self,
        ListRoles.self,
        ListServiceAccounts.self,
        ListUsers.self,
        Login.self,
        Logout.self,
        Refresh.self,
        RevokeClientSecret.self,
        SetPassword.self,
        WhoAmI.self,
    ]

    package static let secretKey = ConfigurationKey(
        "secret-key-file", .secretFile, neededBy: ["serve"],
        help: "file with 32 random bytes, the same for every replica: wraps signing keys in the database")

    package static var configurationKeys: [ConfigurationKey] { [secretKey] }
    package static var commands: [ServiceCommand] { [Bootstrap.command] }

    package static func makeContext(_ environment: ServiceEnvironment) async throws -> IdentityContext {
        let context = IdentityContext(
            database: environment.database, clock: environment.clock, commands: environment.commands,
            secret: try ServiceSecret(environment.configuration.requiredSecret(secretKey).bytes),
            hasher: PasswordHasher())
        try await context.keys.refresh()
        environment.metrics.gauge(
            "identity_password_hashes_waiting", "Logins that wait for a core to hash a password"
        ) { [hasher = context.hasher] in
            Double(hasher.waiting)
        }
        return context
    }

    package static func keySource(
        _ context: IdentityContext, _ environment: ServiceEnvironment
    ) -> any KeySource {
        context.keys
    }

    package static func backgroundWork(
        _ context: IdentityContext, _ environment: ServiceEnvironment
    ) -> [BackgroundWork] {
        [
            .every(KeyRing.refreshInterval, "signing keys", log: environment.log) { try await context.keys.refresh() },
            .every(Purge.interval, "purge of sessions and throttles", log: environment.log) {
                try await Purge.run(in: context.database, at: context.clock.now())
            },
        ]
    }

    package static func readinessChecks(
        _ context: IdentityContext, _ environment: ServiceEnvironment
    ) -> [ReadinessCondition] {
        [ReadinessCondition("signing key") { _ = try context.keys.active() }]
    }

    package static func documents(
        _ context: IdentityContext, _ environment: ServiceEnvironment
    ) -> [ServiceDocument] {
        [KeyDocument.document(of: context.keys)]
    }
}
