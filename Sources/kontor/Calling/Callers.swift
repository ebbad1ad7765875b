// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Transport

/// Typed callers of the four services, with one set of connections and one set of credentials.
struct Callers: Sendable {
    private let dialer: Dialer
    private let endpoints: Endpoints
    private let tokens: TokenSource?
    private let patience: Patience

    /// How long callers go on trying a service that cannot be reached.
    enum Patience {
        /// Half a second or so: somebody waits at the terminal.
        case short
        /// Some 15 seconds: long work does not break off because a service is started again.
        case long

        fileprivate var attempts: Int {
            switch self {
            case .short: 4
            case .long: 15
            }
        }
    }

    /// Makes them for the time of `body`.
    /// - Parameters:
    ///   - authority: PEM file of whom to trust; nil for the machine's own authorities.
    ///   - credentials: nil to call without a token; `file` is where a renewed session is written to.
    static func with<Value>(
        _ endpoints: Endpoints, authority: String?, credentials: (read: Credentials, file: String?)?,
        patience: Patience = .short, _ body: (Callers) async throws -> Value
    ) async throws -> Value {
        try await Dialer.with(tls: .files(certificate: nil, key: nil, authority: authority)) { dialer in
            var tokens: TokenSource?
            if let credentials {
                let identity = try Remote<IdentityAPI>(
                    over: dialer.channel(to: endpoints.url(of: .identity)), attempts: patience.attempts)
                tokens = TokenSource(credentials.read, in: credentials.file, identity: identity)
            }
            return try await body(Callers(dialer: dialer, endpoints: endpoints, tokens: tokens, patience: patience))
        }
    }

    func channel(to service: ServiceName) throws -> HTTPSChannel {
        guard let tokens else { return try dialer.channel(to: endpoints.url(of: service)) }
        return try dialer.channel(to: endpoints.url(of: service)) { try await tokens.token($0) }
    }

    var identity: Remote<IdentityAPI> { get throws { try remote(.identity) } }
    var clients: Remote<ClientsAPI> { get throws { try remote(.clients) } }
    var ledger: Remote<LedgerAPI> { get throws { try remote(.ledger) } }
    var reporting: Remote<ReportingAPI> { get throws { try remote(.reporting) } }

    /// A whole batch may take longer than one call's usual ten seconds on a busy machine.
    private func remote<API>(_ service: ServiceName) throws -> Remote<API> {
        Remote(over: try channel(to: service), attempts: patience.attempts, timeout: .seconds(60))
    }
}
