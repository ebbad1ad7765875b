// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Which of a user's assignments move; every given member must hold.
public struct PortfolioFilter: Codable, Sendable, Hashable {
    public let role: AssignmentRole?
    public let isPrimary: Bool?
    /// Of the client as it is now, as the others below.
    public let lifecycle: Lifecycle?
    public let country: CountryCode?
    public let tier: Text<1, 60>?
    public let segment: Text<1, 60>?
    /// Only these.
    public let clients: List<1, 1000, ClientID>?

    public init(
        role: AssignmentRole? = nil, isPrimary: Bool? = nil, lifecycle: Lifecycle? = nil, country: CountryCode? = nil,
        tier: Text<1, 60>? = nil, segment: Text<1, 60>? = nil, clients: List<1, 1000, ClientID>? = nil
    ) {
        self.role = role
        self.isPrimary = isPrimary
        self.lifecycle = lifecycle
        self.country = country
        self.tier = tier
        self.segment = segment
        self.clients = clients
    }
}
