// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A client that is not stored, and perhaps need not be.
public struct ClientDraft: Codable, Sendable, Equatable {
    public let kind: ClientKind
    public let name: Text<1, 200>
    public let details: NewClientDetails?

    public init(kind: ClientKind, name: Text<1, 200>, details: NewClientDetails? = nil) {
        self.kind = kind
        self.name = name
        self.details = details
    }
}

/// The clients that one client, or a draft, may be, likeliest first.
///
/// Compared are clients that share something: a domain, an e-mail address, a phone number or a tax id; two words of the
/// name that sound alike; a part of the address. Of what more than 200 clients share, 200 are compared.
///
/// Exactly one of `client` and `draft` is given. Clients that the caller does not see are neither compared nor
/// answered.
public struct FindDuplicates: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.findDuplicates"
    public static let summary = "Answers the clients that one client or a draft may be, with scores and reasons."
    public static let access = Access.permission(.readClients)
    public static let errors: [any DomainError.Type] = [ClientNotFound.self]

    public let client: ClientID?
    public let draft: ClientDraft?
    /// 50 when left out.
    public let minimumScore: DuplicateScore?
    /// 20 when left out.
    public let limit: SearchLimit?

    public init(client: ClientID, minimumScore: DuplicateScore? = nil, limit: SearchLimit? = nil) {
        self.client = client
        draft = nil
        self.minimumScore = minimumScore
        self.limit = limit
    }

    public init(draft: ClientDraft, minimumScore: DuplicateScore? = nil, limit: SearchLimit? = nil) {
        client = nil
        self.draft = draft
        self.minimumScore = minimumScore
        self.limit = limit
    }

    public struct Response: Codable, Sendable, Equatable {
        /// Of equals the older client first.
        public let items: [DuplicateMatch]

        public init(items: [DuplicateMatch]) {
            self.items = items
        }
    }
}

/// A client that may be the one that was asked about.
public struct DuplicateMatch: Codable, Sendable, Equatable {
    public let client: Client
    public let score: DuplicateScore
    public let reasons: [DuplicateReason]

    public init(client: Client, score: DuplicateScore, reasons: [DuplicateReason]) {
        self.client = client
        self.score = score
        self.reasons = reasons
    }
}
