// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The clients that a text may mean, the best match first: by name, domain, tax id, e-mail address or phone number of
/// the client or of one of its contacts.
///
/// Each word of the text must begin a word of the name, whatever its case, accents and order; when no name is like
/// that, words may be misspelt. In scripts without spaces any part of the name is found. `clients.listClients` lists
/// all that match a filter.
public struct SearchClients: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.search"
    public static let summary = "Answers the clients that a text may mean, tolerant of spelling and accents."
    public static let access = Access.permission(.readClients)

    public let text: Text<1, 200>
    /// 20 when left out.
    public let limit: SearchLimit?

    public init(text: Text<1, 200>, limit: SearchLimit? = nil) {
        self.text = text
        self.limit = limit
    }

    public struct Response: Codable, Sendable, Equatable {
        /// Of equals the older client first.
        public let items: [ClientMatch]

        public init(items: [ClientMatch]) {
            self.items = items
        }
    }
}

/// How many matches are answered at most.
public struct SearchLimit: WholeNumber {
    public static let range: ClosedRange<Int64> = 1...100
    public static let meaning = "How many matches are answered at most."
    public static let standard = SearchLimit(unchecked: 20)
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}

/// A client that was found.
public struct ClientMatch: Codable, Sendable, Equatable {
    public let client: Client
    /// By what.
    public let by: MatchKind
    /// How well, from 1 to 100; comparable within one answer.
    public let score: Count

    public init(client: Client, by: MatchKind, score: Count) {
        self.client = client
        self.by = by
        self.score = score
    }
}

/// By what a client is found.
public enum MatchKind: String, TextEnumeration {
    case name
    case domain
    case email
    case phone
    case taxId = "tax_id"
    /// The e-mail address or phone number of a contact.
    case contact
}
