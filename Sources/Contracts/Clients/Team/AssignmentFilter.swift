// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a listed assignment must be; every given member must hold. Of `client` and `user` one must be given.
public struct AssignmentFilter: Codable, Sendable, Hashable {
    public let client: ClientID?
    public let user: UserID?
    public let role: AssignmentRole?
    /// Assignments that count on this day, past or to come; all of them when left out.
    public let asOf: CalendarDate?

    public init(
        client: ClientID? = nil, user: UserID? = nil, role: AssignmentRole? = nil, asOf: CalendarDate? = nil
    ) {
        self.client = client
        self.user = user
        self.role = role
        self.asOf = asOf
    }
}
