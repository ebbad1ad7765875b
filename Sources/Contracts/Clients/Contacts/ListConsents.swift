// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a listed decision must be; every given member must hold.
public struct ConsentFilter: Codable, Sendable, Hashable {
    public let contact: ContactID
    public let purpose: ConsentPurpose?
    /// Of each purpose the decision alone that was in force at this instant, as far as is known now.
    public let inForceAt: Instant?

    public init(contact: ContactID, purpose: ConsentPurpose? = nil, inForceAt: Instant? = nil) {
        self.contact = contact
        self.purpose = purpose
        self.inForceAt = inForceAt
    }
}

/// In the order in which they were recorded. A contact that the organisation does not have has no decisions.
///
/// `cursor` continues a list and carries its filter; a filter given beside it must be the same, and one of both must be
/// given.
public struct ListConsents: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public typealias Response = Page<Consent>
    public static let name = "clients.listConsents"
    public static let summary = "Lists what was decided about the uses of a contact's data, page by page."
    public static let access = Access.permission(.readContacts)

    public let filter: ConsentFilter?
    /// 100 when left out.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(filter: ConsentFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }
}
