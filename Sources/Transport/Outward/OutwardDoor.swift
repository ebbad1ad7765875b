// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import AsyncHTTPClient
import FoundationEssentials
import JSONRPC
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// The way out of the suite, to addresses that strangers named.
///
/// A host's name is looked up once a connection, all of its addresses must be allowed, and the one that was looked up
/// is called: no later answer of its name server counts. Redirections are not followed.
package struct OutwardDoor: Sendable {
    /// Why a host is not called.
    package enum Refusal: Error, Equatable {
        case notPublic
        case unresolved
    }

    private let rules: AddressRules
    private let trust: TLSSource

    /// `trust` names authorities of receivers' certificates besides the machine's own.
    package init(rules: AddressRules, trust: TLSSource) {
        self.rules = rules
        self.trust = trust
    }

    /// The address to call the host at. Throws `Refusal`.
    package func address(of host: String) async throws -> IPAddress {
        let found: [IPAddress]
        if let literal = IPAddress(host) {
            found = [literal]
        } else {
            found = try await OutwardDoor.lookUp(host)
        }
        guard found.allSatisfy(rules.allow) else { throw Refusal.notPublic }
        // Of IPv4 first: hosts that have both answer there at least.
        guard let first = found.first(where: { $0.bytes.count == 4 }) ?? found.first else { throw Refusal.unresolved }
        return first
    }

    /// Calls one host for the time of `body`. `host` is that of the URLs that are called, in small letters and without
    /// brackets. Throws `Refusal`, `TLSProblem` and what `body` throws.
    package func open<Value>(
        to host: String, _ body: (OutwardConnection) async throws -> Value
    ) async throws -> Value {
        let address = try await address(of: host)
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: try configuration(), redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(5)), decompression: .disabled)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.dnsOverride = [host: address.text]
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            let value = try await body(OutwardConnection(host: host, client: client))
            try await client.shutdown()
            return value
        } catch {
            try await client.shutdown()
            throw error
        }
    }

    private func configuration() throws -> TLSConfiguration {
        var configuration = try trust.load().clientConfiguration()
        if case .certificates(let authorities) = configuration.trustRoots {
            configuration.additionalTrustRoots = [.certificates(authorities)]
            configuration.trustRoots = .default
        }
        return configuration
    }

    /// The addresses of a name; none when its name server does not answer in time. Its thread waits on all the same.
    private static func lookUp(_ host: String) async throws -> [IPAddress] {
        let (answers, answer) = AsyncStream.makeStream(of: [IPAddress].self, bufferingPolicy: .bufferingOldest(1))
        lookups.submit { state in
            if case .active = state { answer.yield(IPAddress.all(of: host)) }
            answer.finish()
        }
        return try await withThrowingTaskGroup(of: [IPAddress].self) { group in
            group.addTask { await answers.first { _ in true } ?? [] }
            group.addTask {
                try await Task.sleep(for: lookupTime)
                return []
            }
            defer { group.cancelAll() }
            return try await group.next() ?? []
        }
    }

    private static let lookupTime = Duration.seconds(5)
    /// Beside the process's other threads, since a lookup takes as long as a name server likes.
    private static let lookups: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: 16)
        pool.start()
        return pool
    }()
}

/// Posts to one host.
package struct OutwardConnection: Sendable {
    package enum Outcome: Sendable, Equatable {
        /// `retryAfter` in seconds, if the receiver asks for it.
        case answered(status: Int, retryAfter: Int?)
        case timedOut
        case unreachable
    }

    /// Bytes of an answer that are read, to use the connection again, and forgotten.
    private static let answerLimit = 16_384

    /// The only one that may be called.
    let host: String
    let client: HTTPClient

    /// Never throws but for the task's end: what goes wrong is an outcome.
    package func post(
        _ body: [UInt8], to url: String, fields: [(String, String)], timeout: Duration
    ) async throws -> Outcome {
        // What was looked up is what is called, however the address is read.
        let called = URL(string: url)?.host?.filter { $0 != "[" && $0 != "]" }
        guard called == host else { return .unreachable }
        let deadline = ContinuousClock.now + timeout
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        for (name, value) in fields { request.headers.add(name: name, value: value) }
        request.body = .bytes(ByteBuffer(bytes: body))
        do {
            let response = try await client.execute(request, deadline: .now() + TimeAmount(timeout))
            let answer = Outcome.answered(
                status: Int(response.status.code),
                retryAfter: response.headers.first(name: "retry-after").flatMap { Int($0) })
            do {
                _ = try await Deadline.enforce(deadline, orThrow: HTTPClientError.deadlineExceeded) {
                    try await response.body.collect(upTo: OutwardConnection.answerLimit)
                }
            } catch {
                // The status is what counts; the connection is let go of.
                if Task.isCancelled { throw CancellationError() }
            }
            return answer
        } catch {
            if Task.isCancelled { throw CancellationError() }
            let error = JSONRPC.ChannelError(error, at: url)
            return error.kind == .deadlineExceeded ? .timedOut : .unreachable
        }
    }
}
