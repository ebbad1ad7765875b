// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a listed contact must be; every given member must hold.
public struct ContactFilter: Codable, Sendable, Hashable {
    /// Contacts that are, or were, at this client.
    public let client: ClientID?
    /// Words of which each must begin a word of the name or of a channel, in whichever case and order.
    public let text: Text<1, 100>?
    /// By custom fields.
    public let fields: List<1, 4, CustomFieldCondition>?

    public init(client: ClientID? = nil, text: Text<1, 100>? = nil, fields: List<1, 4, CustomFieldCondition>? = nil) {
        self.client = client
        self.text = text
        self.fields = fields
    }
}

/// In the order of creation, which no change of a contact alters: a contact that matches all the while is listed
/// exactly once. A client that the organisation does not have has no contacts.
///
/// `cursor` continues a list and carries its filter; a filter given beside it must be the same.
public struct ListContacts: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public typealias Response = Page<Contact>
    public static let name = "clients.listContacts"
    public static let summary = "Lists the contacts that match a filter, page by page."
    public static let access = Access.permission(.readContacts)

    public let filter: ContactFilter?
    /// 100 when left out. A page of large records may be shorter.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(filter: ContactFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }
}
