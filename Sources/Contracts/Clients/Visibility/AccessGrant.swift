// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// That somebody sees a client to whom neither he nor anybody below him is assigned.
public struct AccessGrant: Codable, Sendable, Equatable {
    public let id: AccessGrantID
    /// From 1; a revocation adds 1.
    public let version: Version
    public let client: ClientID
    public let holder: AccessHolder
    public let reason: AccessReason
    /// Why, in the words of who granted it.
    public let note: Text<1, 400>?
    /// The first day.
    public let from: CalendarDate
    /// The last day; absent while there is none.
    public let to: CalendarDate?
    /// Since when it does not count any more, on whichever days.
    public let revokedAt: Instant?
    public let createdAt: Instant
    /// When this version was written.
    public let updatedAt: Instant

    public init(
        id: AccessGrantID, version: Version, client: ClientID, holder: AccessHolder, reason: AccessReason,
        note: Text<1, 400>? = nil, from: CalendarDate, to: CalendarDate? = nil,
        revokedAt: Instant? = nil, createdAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.version = version
        self.client = client
        self.holder = holder
        self.reason = reason
        self.note = note
        self.from = from
        self.to = to
        self.revokedAt = revokedAt
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

/// Who sees: exactly one of these.
public struct AccessHolder: Codable, Sendable, Hashable {
    public let user: UserID?
    public let group: UserGroupID?
    public let serviceAccount: ServiceAccountID?

    public init(user: UserID) {
        self.init(user: user, group: nil, serviceAccount: nil)
    }

    public init(group: UserGroupID) {
        self.init(user: nil, group: group, serviceAccount: nil)
    }

    public init(serviceAccount: ServiceAccountID) {
        self.init(user: nil, group: nil, serviceAccount: serviceAccount)
    }

    private init(user: UserID?, group: UserGroupID?, serviceAccount: ServiceAccountID?) {
        self.user = user
        self.group = group
        self.serviceAccount = serviceAccount
    }
}

/// What a grant came from.
public enum AccessReason: String, TextEnumeration {
    /// The holder created the client, and does not see all clients.
    case created
    /// Somebody granted it.
    case granted
}
