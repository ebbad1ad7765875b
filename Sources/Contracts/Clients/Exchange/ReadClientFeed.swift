// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Every change of every client of an organisation, in the order in which the changes were committed. Positions are
/// dense from 1, so that a reader which holds position n has missed nothing up to n. To a caller who does not see all
/// clients the items of hidden ones are absent; a client that he sees later is there from its next change on.
public struct ReadClientFeed: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.readFeed"
    public static let summary =
        "Answers the changes of clients after a position, waiting for the next when there is none."
    public static let access = Access.permissionOrServices(.readClientFeed, [.reporting])

    /// Only a service names one; other callers read their own.
    public let organisation: OrganisationID?
    /// The position that the reader has; 0 when it has nothing.
    public let after: FeedPosition
    /// 100 when left out.
    public let limit: PageLimit?
    /// How long to wait when there is nothing after the position; 0 when left out.
    public let waitMs: WaitMilliseconds?

    public init(
        organisation: OrganisationID? = nil, after: FeedPosition, limit: PageLimit? = nil,
        waitMs: WaitMilliseconds? = nil
    ) {
        self.organisation = organisation
        self.after = after
        self.limit = limit
        self.waitMs = waitMs
    }

    public struct Response: Codable, Sendable, Equatable {
        /// By position, beginning with `after` + 1. Of large records there may be fewer than `limit`.
        public let items: [ClientFeedItem]
        /// What a reader goes on after: the last item's position, or a later one when what follows it is about clients
        /// that the caller does not see.
        public let through: FeedPosition
        /// The position of the latest change of the organisation; 0 when there is none.
        public let head: FeedPosition

        public init(items: [ClientFeedItem], through: FeedPosition, head: FeedPosition) {
            self.items = items
            self.through = through
            self.head = head
        }
    }
}
