// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Transport

/// Calls receivers that an organisation named, for services, which know no sockets.
package struct OutwardCalls: Sendable {
    /// Why a host is not called.
    package enum Refusal: Error, Equatable {
        case notPublic
        case unresolved
    }

    /// What became of a request.
    package enum Outcome: Sendable, Equatable {
        /// `retryAfter` in seconds, if the receiver asks for it.
        case answered(status: Int, retryAfter: Int?)
        case timedOut
        case unreachable
    }

    private let door: OutwardDoor

    /// `ranges` are called though they are not public; `authorityFile` has authorities of receivers' certificates
    /// besides the machine's own. Throws `ConfigurationMistakes`.
    package init(allowing ranges: String?, authorityFile: String?) throws {
        var allowed: [AddressRange] = []
        for text in (ranges ?? "").split(separator: ",") {
            let text = text.filter { $0 != " " }
            guard let range = AddressRange(text) else {
                throw ConfigurationMistakes(["\(text) is no range of addresses, such as 10.0.0.0/8"])
            }
            allowed.append(range)
        }
        door = OutwardDoor(
            rules: AddressRules(allowing: allowed),
            trust: .files(certificate: nil, key: nil, authority: authorityFile))
    }

    /// Throws `Refusal` unless the host may be called now.
    package func requireAllowed(_ host: String) async throws {
        do {
            _ = try await door.address(of: host)
        } catch let refusal as OutwardDoor.Refusal {
            throw Refusal(refusal)
        }
    }

    /// Calls one host for the time of `body`; its name is looked up once. Throws `Refusal` and what `body` throws.
    package func open<Value>(to host: String, _ body: (OutwardCall) async throws -> Value) async throws -> Value {
        do {
            return try await door.open(to: host) { try await body(OutwardCall(connection: $0)) }
        } catch let refusal as OutwardDoor.Refusal {
            throw Refusal(refusal)
        }
    }
}

/// Posts to one host.
package struct OutwardCall: Sendable {
    fileprivate let connection: OutwardConnection

    /// Never throws but for the task's end: what goes wrong is an outcome. Redirections are answers.
    package func post(
        _ body: [UInt8], to url: String, fields: [(String, String)], timeout: Duration
    ) async throws -> OutwardCalls.Outcome {
        switch try await connection.post(body, to: url, fields: fields, timeout: timeout) {
        case .answered(let status, let retryAfter): .answered(status: status, retryAfter: retryAfter)
        case .timedOut: .timedOut
        case .unreachable: .unreachable
        }
    }
}

extension OutwardCalls.Refusal {
    fileprivate init(_ refusal: OutwardDoor.Refusal) {
        self = refusal == .notPublic ? .notPublic : .unresolved
    }
}
