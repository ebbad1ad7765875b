// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Synchronization

/// Knows the callers that a test made up, each by a token that is his number. Services are believed what they say.
final class TestAuthenticator: Authenticator {
    private let callers = Mutex<[Caller]>([])

    func token(of caller: Caller) -> String? {
        guard caller.subject != .anonymous, caller.service == nil else { return nil }
        return callers.withLock { callers in
            if let index = callers.firstIndex(of: caller) { return String(index) }
            callers.append(caller)
            return String(callers.count - 1)
        }
    }

    func authenticate(_ head: RequestHead) async -> Authentication {
        if let service = head.peerService { return .caller(.service(service)) }
        guard let token = head.bearerToken else { return .none }
        return callers.withLock { callers in
            guard let index = Int(token), callers.indices.contains(index) else {
                return .refused(reason: "the test made no such caller")
            }
            return .caller(callers[index])
        }
    }
}
