// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Why two clients cannot become one, or not yet.
public enum MergeObstacle: String, TextEnumeration {
    /// Handovers of both are under way: complete or return one of them.
    case bothHandedOver = "both_handed_over"
    /// The client that stays belongs to the other one, directly or over others: merge the other way round.
    case belongsToTheOther = "belongs_to_the_other"
    /// The other one is further in its lifecycle: merge the other way round.
    case furtherLifecycle = "further_lifecycle"
    /// The client that stayed was merged into another one later: take that back first.
    case mergedFurther = "merged_further"
    /// The client that stayed would be a customer without a primary manager: assign one first.
    case primaryMissing = "primary_missing"
}

/// The clients cannot become one as they are, or not two again.
public struct MergeRefused: DomainError {
    public static let code = 2097
    public static let reason = "clients.merge_refused"
    /// All that is in the way.
    public let obstacles: [MergeObstacle]

    public init(obstacles: [MergeObstacle]) {
        self.obstacles = obstacles
    }

    public var message: String {
        "The clients cannot be merged: \(obstacles.map(\.rawValue).joined(separator: ", "))."
    }
}

/// The client did not go into another one, or that was taken back.
public struct ClientNotMerged: DomainError {
    public static let code = 2098
    public static let reason = "clients.client_not_merged"

    public init() {}

    public var message: String { "The client is not merged into another one." }
}
