// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Which pairs are listed.
public struct DuplicateFilter: Codable, Sendable, Hashable {
    /// 50 when left out.
    public let minimumScore: DuplicateScore?

    public init(minimumScore: DuplicateScore? = nil) {
        self.minimumScore = minimumScore
    }
}

/// Goes through all clients in the order of their ids and answers each pair once, with its older client: follow `next`
/// until it is absent. A page says how many clients it went through; it may have no pairs and still be followed by
/// others, and many pairs for each client.
///
/// What is compared is what `clients.findDuplicates` compares. `cursor` continues a list and carries its filter; a
/// filter given beside it must be the same.
public struct ListDuplicates: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.listDuplicates"
    public static let summary = "Lists pairs of clients that may be the same, with scores and reasons."
    public static let access = Access.permission(.readClients)

    public let filter: DuplicateFilter?
    /// How many clients the page goes through; 100 when left out.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(filter: DuplicateFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }

    public struct Response: Codable, Sendable, Equatable {
        /// By the older client, then by score.
        public let items: [DuplicatePair]
        /// How many clients were gone through.
        public let compared: Count
        /// Where the next page begins; absent on the last.
        public let next: PageCursor?

        public init(items: [DuplicatePair], compared: Count, next: PageCursor?) {
            self.items = items
            self.compared = compared
            self.next = next
        }
    }
}

/// Two clients that may be the same.
public struct DuplicatePair: Codable, Sendable, Equatable {
    /// The older one.
    public let first: ClientID
    public let firstName: Text<1, 200>
    public let second: ClientID
    public let secondName: Text<1, 200>
    public let score: DuplicateScore
    public let reasons: [DuplicateReason]

    public init(
        first: ClientID, firstName: Text<1, 200>, second: ClientID, secondName: Text<1, 200>,
        score: DuplicateScore, reasons: [DuplicateReason]
    ) {
        self.first = first
        self.firstName = firstName
        self.second = second
        self.secondName = secondName
        self.score = score
        self.reasons = reasons
    }
}
