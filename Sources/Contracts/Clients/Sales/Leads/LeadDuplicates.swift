// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A client whom a lead may be.
public struct DuplicateClient: Codable, Sendable, Equatable {
    public let client: ClientID
    public let name: Text<1, 200>
    /// Its own, or those of a contact there.
    public let reasons: [DuplicateReason]

    public init(client: ClientID, name: Text<1, 200>, reasons: [DuplicateReason]) {
        self.client = client
        self.name = name
        self.reasons = reasons
    }
}

/// A contact who a lead may be.
public struct DuplicateContact: Codable, Sendable, Equatable {
    public let contact: ContactID
    public let name: Text<1, 200>
    public let reasons: [DuplicateReason]

    public init(contact: ContactID, name: Text<1, 200>, reasons: [DuplicateReason]) {
        self.contact = contact
        self.name = name
        self.reasons = reasons
    }
}
