// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// On which days a user looks after a client, and as what.
public struct Assignment: Codable, Sendable, Equatable {
    public let id: AssignmentID
    public let client: ClientID
    public let user: UserID
    public let role: AssignmentRole
    /// Of the role's work for the client; those of a role are 100 together at most, on each day.
    public let share: SharePercent
    /// Whether he is the one who answers for the client; one at most on each day.
    public let isPrimary: Bool
    /// The first day.
    public let from: CalendarDate
    /// The last day; absent while there is none.
    public let to: CalendarDate?

    public init(
        id: AssignmentID, client: ClientID, user: UserID, role: AssignmentRole, share: SharePercent, isPrimary: Bool,
        from: CalendarDate, to: CalendarDate? = nil
    ) {
        self.id = id
        self.client = client
        self.user = user
        self.role = role
        self.share = share
        self.isPrimary = isPrimary
        self.from = from
        self.to = to
    }
}
