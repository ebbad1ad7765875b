// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// How far one feed has been read into the figures.
public struct SourceFreshness: Codable, Sendable, Equatable {
    /// The service that publishes the feed.
    public let source: ServiceName
    /// The book whose feed it is; absent for a feed of the whole organisation.
    public let book: BookID?
    /// The last position that the figures include.
    public let position: FeedPosition
    /// The last position that the source was known to have; the figures are complete when it is `position`.
    public let head: FeedPosition
    /// When the source was last asked for its head; absent before the first time.
    public let readAt: Instant?
    /// How long ago the figures were last known to include everything; absent when they never were.
    public let lagSeconds: Seconds?

    public init(
        source: ServiceName, book: BookID?, position: FeedPosition, head: FeedPosition, readAt: Instant?,
        lagSeconds: Seconds?
    ) {
        self.source = source
        self.book = book
        self.position = position
        self.head = head
        self.readAt = readAt
        self.lagSeconds = lagSeconds
    }
}
