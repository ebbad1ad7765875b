// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import ServiceKit

/// The sample service with an observer of the test's own, for one caller.
struct LoggedEndpoint {
    private struct One: Authenticator {
        let caller: Caller
        func authenticate(_ head: RequestHead) async -> Authentication { .caller(caller) }
    }

    private let endpoint: Dispatcher<SampleContext>

    init(_ context: SampleContext, _ observer: any CallObserver, caller: Caller) throws {
        endpoint = try Dispatcher(
            table: MethodTable(SampleServer.methods), api: SampleServer.api, version: "test", context: context,
            authenticator: One(caller: caller), observer: observer, classify: FailureClass.of)
    }

    func answer(to body: String, token: String? = nil, traceparent: String? = nil) async -> RPCAnswer {
        await endpoint.answer(Array(body.utf8), RequestHead(bearerToken: token, traceparent: traceparent))
    }
}
