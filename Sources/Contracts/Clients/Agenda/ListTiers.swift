// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// An organisation that has defined none has A, B and C.
public struct ListTiers: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.listTiers"
    public static let summary = "Answers the organisation's tiers and their cadence."
    public static let access = Access.permission(.readClients)

    public init() {}

    public struct Response: Codable, Sendable, Equatable {
        public let tiers: TierSet

        public init(tiers: TierSet) {
            self.tiers = tiers
        }
    }
}
