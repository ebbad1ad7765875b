// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// How far an organisation's feed of clients has come.
public struct ClientFeedHead: Codable, Sendable, Equatable {
    public let organisation: OrganisationID
    public let head: FeedPosition

    public init(organisation: OrganisationID, head: FeedPosition) {
        self.organisation = organisation
        self.head = head
    }
}
