// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The days after `to` do not count any more. An assignment that ends on that day already stays as it is, and so does
/// the client's version.
///
/// The primary manager of a customer is not ended but replaced: `clients.assign` with `formerPrimary`.
public struct EndAssignment: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.endAssignment"
    public static let summary = "Ends an assignment, if the client's version is still the one that was read."
    public static let access = Access.permission(.assignClients)
    public static let errors: [any DomainError.Type] = [
        AssignmentDayRefused.self,
        AssignmentNotFound.self,
        ClientNotFound.self,
        PrimaryMissing.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let client: ClientID
    public let ifVersion: Version
    public let assignment: AssignmentID
    /// The last day.
    public let to: CalendarDate

    public init(
        idempotencyKey: IdempotencyKey, client: ClientID, ifVersion: Version, assignment: AssignmentID,
        to: CalendarDate
    ) {
        self.idempotencyKey = idempotencyKey
        self.client = client
        self.ifVersion = ifVersion
        self.assignment = assignment
        self.to = to
    }

    public struct Response: Codable, Sendable, Equatable {
        public let assignment: Assignment
        /// The client's version after the call.
        public let clientVersion: Version

        public init(assignment: Assignment, clientVersion: Version) {
            self.assignment = assignment
            self.clientVersion = clientVersion
        }
    }
}
