// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Synchronization
import TestKit
import Testing

@testable import Transport

private enum ShelfAPI: ServiceAPI {
    static let name = "shelf"
    static let summary = "Counts what was put on it."
}

private struct Answer: Codable, Sendable, Equatable {
    let count: Int
}

private struct Look: Query {
    typealias API = ShelfAPI
    typealias Response = Answer
    static let name = "shelf.look"
    static let summary = "Tells the count."
    static let access = Access.anyone
}

private struct Put: Command {
    typealias API = ShelfAPI
    typealias Response = Answer
    static let name = "shelf.put"
    static let summary = "Puts one more."
    static let access = Access.anyone
    let idempotencyKey: IdempotencyKey
}

/// Neither a query nor a command: it must not be repeated once it may have happened.
private struct Shake: RPCMethod {
    typealias API = ShelfAPI
    typealias Response = Answer
    static let name = "shelf.shake"
    static let summary = "Shakes it."
    static let access = Access.anyone
}

/// The typed caller's retries, against servers that fail in each way.
@Suite struct RemoteOverTLSTests {
    private static let good = FlakyServer.Act.answer(#"{"jsonrpc":"2.0","id":1,"result":{"count":3}}"#)

    private func withRemote(
        _ script: [FlakyServer.Act], attempts: Int = 4, timeout: Duration = .seconds(10),
        _ body: @Sendable (Remote<ShelfAPI>, FlakyServer) async throws -> Void
    ) async throws {
        let authority = try TestAuthority()
        try await FlakyServer.run(script, authority: authority) { server in
            try await Dialer.with(tls: .material(authority.trust()), logger: quietLogger) { dialer in
                let channel = try dialer.channel(to: "https://localhost:\(server.port)")
                try await body(Remote(over: channel, attempts: attempts, timeout: timeout), server)
            }
        }
    }

    @Test func aQueryIsRepeatedUntilAnAnswerComes() async throws {
        try await withRemote([.vanish, .breakOff, .vanish, RemoteOverTLSTests.good]) { remote, server in
            let answer = try await remote.call(Look())
            #expect(answer == Answer(count: 3))
            #expect(server.requests == 4)
        }
    }

    @Test func aCommandIsRepeatedWithItsKey() async throws {
        try await withRemote([.vanish, RemoteOverTLSTests.good]) { remote, server in
            let answer = try await remote.call(Put(idempotencyKey: try IdempotencyKey(validating: "k1")))
            #expect(answer == Answer(count: 3))
            #expect(server.requests == 2)
        }
    }

    @Test(arguments: [FlakyServer.Act.vanish, .breakOff])
    func whatMayHaveHappenedIsNotRepeatedWithoutAKey(_ act: FlakyServer.Act) async throws {
        try await withRemote([act, RemoteOverTLSTests.good]) { remote, server in
            let kind = await failure { try await remote.call(Shake()) }
            #expect(kind == .interrupted)
            #expect(server.requests == 1)
        }
    }

    @Test func attemptsAreCounted() async throws {
        try await withRemote([.vanish], attempts: 3) { remote, server in
            let kind = await failure { try await remote.call(Look()) }
            #expect(kind == .interrupted)
            #expect(server.requests == 3)
        }
    }

    @Test func anAnswerThatNeverEndsMeetsTheDeadline() async throws {
        try await withRemote([.trickle], timeout: .seconds(3)) { remote, server in
            let started = ContinuousClock.now
            let kind = await failure { try await remote.call(Look()) }
            #expect(kind == .deadlineExceeded)
            #expect(ContinuousClock.now - started < .seconds(60))
            #expect(server.requests == 1)
        }
    }

    @Test(arguments: ["nonsense", "[]", "{}", #"{"result":{"count":"x"}}"#, ""])
    func anAnswerThatIsNoneIsNotAskedForAgain(_ text: String) async throws {
        try await withRemote([.answer(text), RemoteOverTLSTests.good]) { remote, server in
            let kind = await failure { try await remote.call(Look()) }
            #expect(kind == .notAService)
            #expect(server.requests == 1)
        }
    }

    @Test func aBusyServiceIsAskedAgainWhateverTheMethod() async throws {
        let calls = Mutex(0)
        let endpoint = TestEndpoint { _, _ in
            let call = calls.withLock { calls in
                calls += 1
                return calls
            }
            return call < 3
                ? RPCAnswer(body: [], status: .busy(retryAfterSeconds: 1))
                : RPCAnswer(body: Array(#"{"jsonrpc":"2.0","id":1,"result":{"count":3}}"#.utf8))
        }
        try await withServer(endpoint) { server in
            try await Dialer.with(tls: .material(server.authority.trust()), logger: quietLogger) { dialer in
                let remote = Remote<ShelfAPI>(over: try dialer.channel(to: server.baseURL))
                let answer = try await remote.call(Shake())
                #expect(answer == Answer(count: 3))
            }
        }
    }

    /// The wait between tries does not outlive the deadline either.
    @Test func nobodyThereIsToldBeforeTheDeadline() async throws {
        let authority = try TestAuthority()
        let port = Mutex(0)
        try await withServer(authority: authority) { server in port.withLock { $0 = server.port } }
        try await Dialer.with(tls: .material(authority.trust()), logger: quietLogger) { dialer in
            let channel = try dialer.channel(to: "https://localhost:\(port.withLock { $0 })")
            // A machine under load may not have tried once in a short time.
            var kind: ChannelError.Kind?
            for seconds in [1, 5, 30] where kind != .unreachable {
                let started = ContinuousClock.now
                kind = await failure {
                    let remote = Remote<ShelfAPI>(over: channel, attempts: 100, timeout: .seconds(seconds))
                    return try await remote.call(Look())
                }
                if kind == .unreachable { #expect(ContinuousClock.now - started < .seconds(seconds)) }
            }
            #expect(kind == .unreachable)
        }
    }

    @Test func theCurrentCallsDeadlineGoesOn() async throws {
        try await withServer(.head) { server in
            try await Dialer.with(tls: .material(server.authority.trust()), logger: quietLogger) { dialer in
                let channel = try dialer.channel(to: server.baseURL)
                let gone = await CallContext.with(deadline: .now - .seconds(1)) {
                    await failure { try await Remote<ShelfAPI>(over: channel).call(Look()) }
                }
                #expect(gone == .deadlineExceeded)
            }
        }
    }

    private func failure(_ body: () async throws -> Answer) async -> ChannelError.Kind? {
        do {
            _ = try await body()
            return nil
        } catch {
            return (error as? ChannelError)?.kind
        }
    }
}
