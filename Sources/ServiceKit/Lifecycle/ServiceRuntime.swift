// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
package import JSONRPC

/// A service that is ready to answer: its context, and the dispatcher over it. No socket, no signal: the same in a
/// process of its own and in a test.
package struct ServiceRuntime<S: Service>: Sendable {
    package let environment: ServiceEnvironment
    package let context: S.Context
    package let endpoint: any RPCEndpoint
    /// The service's own loops, and those that its methods need.
    package let backgroundWork: [BackgroundWork]

    package init(
        _: S.Type, in environment: ServiceEnvironment, observer: any CallObserver,
        authenticator: (S.Context) async throws -> any Authenticator
    ) async throws {
        self.environment = environment
        context = try await S.makeContext(environment)
        endpoint = try Dispatcher(
            table: MethodTable(S.methods), api: S.api, version: Release.version, context: context,
            authenticator: try await authenticator(context), observer: observer, classify: FailureClass.of)
        var work = S.backgroundWork(context, environment)
        if S.hasCommands { work.append(environment.commands.purging(log: environment.log)) }
        backgroundWork = work
    }
}
