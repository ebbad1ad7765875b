// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What somebody is at a client.
public struct ContactPosition: Codable, Sendable, Hashable {
    public let client: ClientID
    /// In the client's own words: `Head of Purchasing`.
    public let role: Text<1, 200>
    /// The first day on which the person is not there any more; absent while he is, or as far as is known.
    public let leftOn: CalendarDate?

    public init(client: ClientID, role: Text<1, 200>, leftOn: CalendarDate? = nil) {
        self.client = client
        self.role = role
        self.leftOn = leftOn
    }
}
