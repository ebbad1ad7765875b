// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A person whose data is exported or erased: exactly one of a contact and a lead. A lead and the contact that it has
/// become, or with whom it shares an e-mail address or a phone number, are one person.
public struct Subject: Codable, Sendable, Hashable {
    public let contact: ContactID?
    public let lead: LeadID?
    /// Under which people have written about him beside the names of his records: other spellings, a maiden name.
    public let names: List<0, 20, Text<2, 200>>?

    public init(contact: ContactID? = nil, lead: LeadID? = nil, names: List<0, 20, Text<2, 200>>? = nil) {
        self.contact = contact
        self.lead = lead
        self.names = names
    }
}
