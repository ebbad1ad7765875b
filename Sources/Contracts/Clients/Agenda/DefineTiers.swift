// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The given ones take the place of all that there were, the best first. Clients keep the tier that they have, defined
/// or not.
public struct DefineTiers: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.defineTiers"
    public static let summary = "Defines the organisation's tiers and how often their clients are spoken to."
    public static let access = Access.permission(.configureClients)
    public static let errors: [any DomainError.Type] = [VersionConflict.self]

    public let idempotencyKey: IdempotencyKey
    public let ifVersion: Version
    /// Names differ.
    public let tiers: List<0, 20, Tier>
    /// For clients of no tier; nobody is reminded of them when left out.
    public let otherwise: CadenceDays?

    public init(
        idempotencyKey: IdempotencyKey, ifVersion: Version, tiers: List<0, 20, Tier>, otherwise: CadenceDays? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.ifVersion = ifVersion
        self.tiers = tiers
        self.otherwise = otherwise
    }

    public struct Response: Codable, Sendable, Equatable {
        public let tiers: TierSet

        public init(tiers: TierSet) {
            self.tiers = tiers
        }
    }
}
