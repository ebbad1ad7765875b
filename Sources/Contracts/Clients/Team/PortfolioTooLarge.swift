// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// More assignments match than one transaction moves: a narrower filter moves them in parts.
public struct PortfolioTooLarge: DomainError {
    public static let code = 2026
    public static let reason = "clients.portfolio_too_large"
    public let limit: Count

    public init(limit: Count) {
        self.limit = limit
    }

    public var message: String { "More than \(limit.rawValue) assignments would move." }
}
