// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Transport

/// Asks a service's management port, which speaks plain HTTP on the loopback address only.
enum ServiceReadiness {
    enum Answer: Equatable, Sendable {
        case ready
        /// It answers, and says why it is not ready.
        case notReady(String)
        case silent
    }

    static func ask(_ service: ServiceName, base: Int) async throws -> Answer {
        do {
            return interpret(
                try await HTTPProbe.get("http://127.0.0.1:\(service.managementPort(base: base))/readyz"))
        } catch is ChannelError {
            return .silent
        }
    }

    /// The status decides; the body is the reason.
    static func interpret(_ answer: HTTPProbe.Answer) -> Answer {
        if answer.isSuccess { return .ready }
        let reason = String(decoding: answer.body, as: UTF8.self).split(whereSeparator: \.isNewline)
        return .notReady(reason.isEmpty ? "HTTP \(answer.status)" : reason.joined(separator: " "))
    }
}
