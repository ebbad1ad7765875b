// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public import Contracts
import JSON

/// The typed caller of a service: `try await ledger.call(PostEntry(...))`.
///
/// Queries, and commands (safe by their key), are repeated when no answer came or the service asks for it; other
/// methods only when nothing was sent. Waits between tries double from 50 ms and are drawn at random below that.
public struct Remote<API: ServiceAPI>: Sendable {
    private let channel: any RPCChannel
    private let attempts: Int
    private let timeout: Duration

    package init(over channel: any RPCChannel, attempts: Int = 4, timeout: Duration = .seconds(10)) {
        self.channel = channel
        self.attempts = attempts
        self.timeout = timeout
    }

    /// Throws a domain error of the method, `RemoteError`, or `ChannelError`.
    ///
    /// The deadline is the current call's, or `timeout` from now, whichever is sooner.
    public func call<M: RPCMethod>(
        _ method: M, timeout: Duration? = nil
    ) async throws -> M.Response where M.API == API {
        let mine = ContinuousClock.now + (timeout ?? self.timeout)
        let deadline = min(CallContext.deadline ?? mine, mine)
        let body = try RequestText.encode(method)
        var attempt = 1
        while true {
            do {
                return try await exchange(M.self, body, deadline)
            } catch {
                guard attempt < attempts, isWorthRepeating(error, M.self) else { throw error }
                let wait = Duration.milliseconds(Int.random(in: 0...(50 << min(attempt, 6))))
                guard ContinuousClock.now + wait < deadline else { throw error }
                try await Task.sleep(for: wait)
                attempt += 1
            }
        }
    }

    private func exchange<M: RPCMethod>(
        _: M.Type, _ body: [UInt8], _ deadline: ContinuousClock.Instant
    ) async throws -> M.Response {
        let bytes = try await channel.exchange(body, deadline: deadline, trace: CallContext.trace)
        let answer = try AnswerEnvelope(bytes)
        if let result = answer.result {
            do {
                return try JSONDecoder(unknownMembers: .ignore).decode(M.Response.self, from: result)
            } catch {
                throw ChannelError(
                    .notAService, detail: "the result of \(M.name) is not as the contract says: \(error)")
            }
        }
        guard let error = answer.error else { throw ChannelError(.notAService, detail: "no result and no error") }
        let remote = try RemoteError(error)
        if let domainError = M.allErrors.first(where: { $0.code == remote.code }) {
            throw try domainError.decoded(from: error)
        }
        throw remote
    }

    private func isWorthRepeating<M: RPCMethod>(_ error: any Error, _: M.Type) -> Bool {
        let isSafe = M.self is any Query.Type || M.self is any Command.Type || M.self is any BulkCommand.Type
        switch error {
        case let error as ChannelError:
            return switch error.kind {
            case .unreachable, .busy: true
            case .interrupted: isSafe
            case .deadlineExceeded, .notAService: false
            }
        case let error as RemoteError:
            return isSafe && error.isRetryable && error.code != StandardCode.deadlineExceeded.rawValue
        default:
            return false
        }
    }
}

/// Writes a request. Its id is always 1: an exchange holds one request.
package enum RequestText {
    package static func encode<M: RPCMethod>(_ method: M) throws -> [UInt8] {
        var bytes = Array(#"{"jsonrpc":"2.0","id":1,"method":""#.utf8)
        bytes.append(contentsOf: M.name.utf8)
        bytes.append(contentsOf: #"","params":"#.utf8)
        try JSONEncoder().encode(method, into: &bytes)
        bytes.append(0x7D)
        return bytes
    }
}
