// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A customer would be without a primary manager after having had one.
public struct PrimaryMissing: DomainError {
    public static let code = 2022
    public static let reason = "clients.primary_manager_missing"
    public let client: ClientID
    /// The first day on which nobody would answer for him.
    public let from: CalendarDate

    public init(client: ClientID, from: CalendarDate) {
        self.client = client
        self.from = from
    }

    public var message: String { "The customer would be without a primary manager." }
}
