// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
package import Logging
package import Transport

/// The ways from one service to the others, all over its one TLS identity.
package struct PeerChannels: Sendable {
    package let dialer: Dialer
    private let channels: [ServiceName: HTTPSChannel]

    /// Identity is called with the certificate alone; the others get a token of this service's own as well. A service
    /// without a URL cannot be reached. Throws `TLSProblem`, `InvalidURL`.
    package init(tls: TLSSource, urls: [ServiceName: String], logger: Logger) throws {
        dialer = try Dialer(tls: tls, logger: logger)
        var channels: [ServiceName: HTTPSChannel] = [:]
        var token: TokenProvider?
        if let url = urls[.identity] {
            let channel = try dialer.channel(to: url)
            let tokens = ServiceTokens(Remote(over: channel))
            channels[.identity] = channel
            token = { try await tokens.token(isRefused: $0 == .renewed) }
        }
        for (name, url) in urls where name != .identity {
            channels[name] = try dialer.channel(to: url, token: token)
        }
        self.channels = channels
    }

    package func channel(to service: ServiceName) -> any RPCChannel {
        channels[service] ?? PeerChannels.none(service)
    }

    /// What stands for a service that the settings do not lead to.
    package static func none(_ service: ServiceName) -> any RPCChannel {
        NoWay(service: service)
    }

    private struct NoWay: RPCChannel {
        let service: ServiceName

        func exchange(
            _ body: [UInt8], deadline: ContinuousClock.Instant, trace: TraceContext?
        ) async throws -> [UInt8] {
            throw ChannelError(.unreachable, detail: "no way to \(service.rawValue) is configured")
        }
    }
}
