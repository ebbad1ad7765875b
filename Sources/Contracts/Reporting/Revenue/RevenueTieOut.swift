// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Whether a revenue report is what the book's accounts say, at the same feed position and over the same days.
public struct RevenueTieOut: Codable, Sendable, Equatable {
    /// The sum of all rows, of this page and all others.
    public let reported: Money
    /// Credits minus debits of all income accounts in the trial balance.
    public let trialBalance: Money
    /// Whether both are the same to the minor unit.
    public let holds: Bool

    public init(reported: Money, trialBalance: Money, holds: Bool) {
        self.reported = reported
        self.trialBalance = trialBalance
        self.holds = holds
    }
}
