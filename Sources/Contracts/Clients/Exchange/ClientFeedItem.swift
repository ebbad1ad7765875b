// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// One change of one client.
public struct ClientFeedItem: Codable, Sendable, Equatable {
    public enum Kind: String, TextEnumeration {
        case created
        case updated
    }

    public let position: FeedPosition
    public let kind: Kind
    public let recordedAt: Instant
    /// The whole record as the change left it.
    public let client: Client

    public init(position: FeedPosition, kind: Kind, recordedAt: Instant, client: Client) {
        self.position = position
        self.kind = kind
        self.recordedAt = recordedAt
        self.client = client
    }
}
