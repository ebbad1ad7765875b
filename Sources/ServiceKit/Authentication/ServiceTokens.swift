// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC

/// This service's own token, for calls to the others. It is fetched when it is first needed and renewed before it
/// expires.
package actor ServiceTokens {
    private struct Held {
        let token: String
        let renewal: ContinuousClock.Instant
    }

    /// A token with less time left than this is renewed, in seconds.
    private static let margin: Int64 = 60
    private static let timeout = Duration.seconds(3)

    private let identity: Remote<IdentityAPI>
    private let fetching = SharedWork()
    private var held: Held?

    /// `identity` is called with the service's certificate and without a token.
    package init(_ identity: Remote<IdentityAPI>) {
        self.identity = identity
    }

    /// Throws what the call to identity throws. `isRefused` says that the one given before was refused.
    package func token(isRefused: Bool = false) async throws -> String {
        if !isRefused, let held, held.renewal > .now { return held.token }
        try await fetching.run {
            let answer = try await identity.call(IssueServiceToken(), timeout: ServiceTokens.timeout)
            let life = max(1, answer.expiresInSeconds.rawValue - ServiceTokens.margin)
            held = Held(token: answer.token.text, renewal: .now + .seconds(life))
        }
        guard let held else { throw ChannelError(.unreachable, detail: "identity issued no token") }
        return held.token
    }
}
