// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What became of one row of a bulk call.
public struct ClientRowOutcome: Codable, Sendable, Equatable {
    public enum Kind: String, TextEnumeration {
        case created
        case updated
        /// The client already was as the row says; nothing was written.
        case unchanged
        /// Nothing was written; `refusal` says why.
        case refused
    }

    public let kind: Kind
    /// Absent when refused.
    public let client: ClientID?
    /// The client's version after the row; absent when refused.
    public let version: Version?
    public let refusal: ClientRowRefusal?

    public init(
        kind: Kind, client: ClientID? = nil, version: Version? = nil, refusal: ClientRowRefusal? = nil
    ) {
        self.kind = kind
        self.client = client
        self.version = version
        self.refusal = refusal
    }
}
