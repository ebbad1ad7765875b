// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Who takes clients over, and how many of them beside the others.
public struct PortfolioReceiver: Codable, Sendable, Hashable {
    public let user: UserID
    /// One with weight 2 gets twice as many as one with weight 1, which is that of who names none.
    public let weight: ReceiverWeight?

    public init(user: UserID, weight: ReceiverWeight? = nil) {
        self.user = user
        self.weight = weight
    }
}

/// How many clients somebody gets beside others.
public struct ReceiverWeight: WholeNumber {
    public static let range: ClosedRange<Int64> = 1...1000
    public static let meaning = "How many clients somebody gets, in proportion to the others."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}

/// By which count the next client goes to the receiver who has the fewest for his weight. Clients are dealt out in the
/// order of their ids; of equals the one named first gets the client.
public enum PortfolioSplit: String, TextEnumeration {
    /// What each gets by this call.
    case evenly
    /// What each gets by this call and has already on the effective day, in whichever role.
    case byLoad = "by_load"
}
