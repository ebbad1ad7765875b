// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A client's revenue in a period.
public struct RevenueRow: Codable, Sendable, Equatable {
    /// Absent for lines that name no client.
    public let client: ClientID?
    /// As last heard; absent without a client, and while nothing has been heard of him.
    public let name: Text<1, 200>?
    public let country: CountryCode?
    /// The first day of the month; absent in a report of totals.
    public let month: CalendarDate?
    /// Credits minus debits on income accounts, in the book's functional currency; negative when more was taken back.
    public let revenue: Money

    public init(
        client: ClientID?, name: Text<1, 200>?, country: CountryCode?, month: CalendarDate?, revenue: Money
    ) {
        self.client = client
        self.name = name
        self.country = country
        self.month = month
        self.revenue = revenue
    }
}
