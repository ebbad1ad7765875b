// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The handover becomes what the call says, in whole, and is open again if it was returned.
///
/// A call that would change nothing about an open one writes nothing: the version stays.
public struct UpdateHandover: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.updateHandover"
    public static let summary = "Brings what was missing in a handover, and puts it to the incoming manager again."
    public static let access = Access.permission(.assignClients)
    public static let errors: [any DomainError.Type] = [
        ContactNotFound.self,
        HandoverNotFound.self,
        HandoverStateRefused.self,
        SubjectErased.self,
        TeamRoleNotPrimary.self,
        TeamRoleUnknown.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let handover: HandoverID
    public let ifVersion: Version
    public let incoming: UserID
    /// One that may be primary; the organisation's `managerRole` when left out.
    public let role: AssignmentRole?
    public let brief: HandoverBrief

    public init(
        idempotencyKey: IdempotencyKey, handover: HandoverID, ifVersion: Version, incoming: UserID,
        role: AssignmentRole? = nil, brief: HandoverBrief
    ) {
        self.idempotencyKey = idempotencyKey
        self.handover = handover
        self.ifVersion = ifVersion
        self.incoming = incoming
        self.role = role
        self.brief = brief
    }

    public struct Response: Codable, Sendable, Equatable {
        public let handover: Handover

        public init(handover: Handover) {
            self.handover = handover
        }
    }
}
