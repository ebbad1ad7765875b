// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
package import ServiceKit

/// A service in this process over a database of its own, as one caller sees it.
package struct ServiceUnderTest<S: Service>: Sendable {
    package let runtime: ServiceRuntime<S>
    package let database: TestDatabase
    package let recorder: CallRecorder
    let authenticator: TestAuthenticator
    /// Who calls.
    package let caller: Caller

    package var context: S.Context { runtime.context }
    package var environment: ServiceEnvironment { runtime.environment }

    /// Throws what the method's contract declares, or `RemoteError`. Nothing is repeated.
    package func call<M: RPCMethod>(_ method: M, timeout: Duration? = nil) async throws -> M.Response {
        try await remote(M.API.self).call(method, timeout: timeout)
    }

    /// The same service and database as another caller sees them.
    package func `as`(_ caller: Caller) -> ServiceUnderTest {
        ServiceUnderTest(
            runtime: runtime, database: database, recorder: recorder, authenticator: authenticator, caller: caller)
    }

    package func `as`(_ role: BuiltInRole, in organisation: OrganisationID = .first) -> ServiceUnderTest {
        self.as(.user(role, in: organisation))
    }

    package func `as`(service: ServiceName) -> ServiceUnderTest {
        self.as(.service(service))
    }

    /// The same permissions in the other organisation.
    package var inOtherOrganisation: ServiceUnderTest {
        self.as(.user(in: .second, with: caller.permissions.permissions))
    }

    /// Without a token.
    package var anonymously: ServiceUnderTest { self.as(.anonymous) }

    package func remote<API: ServiceAPI>(_: API.Type) -> Remote<API> {
        Remote(over: channel, attempts: 1)
    }

    /// What its endpoint takes for this caller; nil for one who has none.
    package var token: String? { authenticator.token(of: caller) }

    /// For services that call this one.
    package var channel: InProcessChannel {
        InProcessChannel(
            to: runtime.endpoint, token: authenticator.token(of: caller), peer: caller.service)
    }

    /// Bytes as they would come over the wire, and the bytes of the answer.
    package func answer(to body: String) async -> String {
        let head = RequestHead(
            bearerToken: authenticator.token(of: caller), peerService: caller.service, peerAddress: "127.0.0.1")
        return String(decoding: await runtime.endpoint.answerInTime(Array(body.utf8), head).body, as: UTF8.self)
    }
}
