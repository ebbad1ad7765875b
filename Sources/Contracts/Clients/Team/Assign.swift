// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// From `from` to `to`, both days included; open when `to` is left out. Whether the user exists is not checked here.
///
/// The client gets its next version. A customer who has had a primary manager has one on each later day: what would
/// leave a gap is refused, and PostgreSQL keeps neither a gap nor two primary managers on one day.
public struct Assign: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.assign"
    public static let summary = "Assigns a user to a client in a role, if the client's version is still the one read."
    public static let access = Access.permission(.assignClients)
    public static let errors: [any DomainError.Type] = [
        AlreadyAssigned.self,
        ClientNotFound.self,
        PrimaryMissing.self,
        PrimaryTaken.self,
        ShareExceeded.self,
        TeamRoleNotPrimary.self,
        TeamRoleUnknown.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let client: ClientID
    public let ifVersion: Version
    public let user: UserID
    public let role: AssignmentRole
    /// 100 when left out.
    public let share: SharePercent?
    /// False when left out. Only in a role that may be primary.
    public let isPrimary: Bool?
    public let from: CalendarDate
    public let to: CalendarDate?
    /// Only with `isPrimary`. Left out, the call is refused where there is another primary manager.
    public let formerPrimary: FormerPrimary?

    public init(
        idempotencyKey: IdempotencyKey, client: ClientID, ifVersion: Version, user: UserID, role: AssignmentRole,
        share: SharePercent? = nil, isPrimary: Bool? = nil, from: CalendarDate, to: CalendarDate? = nil,
        formerPrimary: FormerPrimary? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.client = client
        self.ifVersion = ifVersion
        self.user = user
        self.role = role
        self.share = share
        self.isPrimary = isPrimary
        self.from = from
        self.to = to
        self.formerPrimary = formerPrimary
    }

    public struct Response: Codable, Sendable, Equatable {
        public let assignment: Assignment
        /// Every assignment that the call changed, the new one too.
        public let changes: [AssignmentChange]
        /// The client's version after the call.
        public let clientVersion: Version

        public init(assignment: Assignment, changes: [AssignmentChange], clientVersion: Version) {
            self.assignment = assignment
            self.changes = changes
            self.clientVersion = clientVersion
        }
    }
}
