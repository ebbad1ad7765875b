// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What happened to an account over a span of days, all in one currency.
public struct BalanceFigures: Codable, Sendable, Equatable {
    /// Debits minus credits of everything before the span; zero when the span begins with the first entry.
    public let opening: Money
    public let debits: Money
    public let credits: Money
    /// At the end of the span: opening plus debits minus credits.
    public let closing: Money

    public init(opening: Money, debits: Money, credits: Money, closing: Money) {
        self.opening = opening
        self.debits = debits
        self.credits = credits
        self.closing = closing
    }
}

/// What active holds reserve on an account, and what they leave.
public struct HeldAmounts: Codable, Sendable, Equatable {
    public let pendingDebits: Money
    public let pendingCredits: Money
    /// The balance on the account's normal side, less what is held on the other side: what the account can still give.
    public let available: Money

    public init(pendingDebits: Money, pendingCredits: Money, available: Money) {
        self.pendingDebits = pendingDebits
        self.pendingCredits = pendingCredits
        self.available = available
    }
}

/// Which lines count for an account that was named.
public enum AccountScope: String, TextEnumeration {
    /// Its own.
    case own
    /// Its own and those of all accounts below it, as one.
    case rolledUp = "rolled_up"
    /// Its own, and besides it each account below it with its own.
    case each
}

/// Lines that have all of these values; parts that are left out match all.
public struct DimensionFilter: Codable, Sendable, Equatable {
    public let client: ClientID?
    public let costCentre: DimensionCode?
    public let project: DimensionCode?
    public let product: DimensionCode?

    public init(
        client: ClientID? = nil, costCentre: DimensionCode? = nil, project: DimensionCode? = nil,
        product: DimensionCode? = nil
    ) {
        self.client = client
        self.costCentre = costCentre
        self.project = project
        self.product = product
    }
}
