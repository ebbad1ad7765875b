// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The incoming manager accepts: from `effectiveOn` on he is the client's primary manager, in the role that the
/// handover names. Until the day before, the former one is.
///
/// A handover that was returned is brought up to date first. On the days from `effectiveOn` on, whoever was to be the
/// primary manager is so no more: he stays on the team until `outgoingStaysUntil`, or leaves it.
public struct CompleteHandover: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.completeHandover"
    public static let summary = "Accepts a handover: the incoming manager becomes the client's primary one."
    public static let access = Access.permission(.assignClients)
    public static let errors: [any DomainError.Type] = [
        HandoverDayRefused.self,
        HandoverNotFound.self,
        HandoverNotYours.self,
        HandoverStateRefused.self,
        ShareExceeded.self,
        TeamRoleNotPrimary.self,
        TeamRoleUnknown.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let handover: HandoverID
    public let ifVersion: Version
    /// The first day; not before the handover was opened.
    public let effectiveOn: CalendarDate
    /// Of the role's work; 100 when left out.
    public let share: SharePercent?
    /// The former primary manager's last day on the team, in his role and with his share, for onboarding or upsell; he
    /// leaves the team when it is left out.
    public let outgoingStaysUntil: CalendarDate?

    public init(
        idempotencyKey: IdempotencyKey, handover: HandoverID, ifVersion: Version, effectiveOn: CalendarDate,
        share: SharePercent? = nil, outgoingStaysUntil: CalendarDate? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.handover = handover
        self.ifVersion = ifVersion
        self.effectiveOn = effectiveOn
        self.share = share
        self.outgoingStaysUntil = outgoingStaysUntil
    }

    public struct Response: Codable, Sendable, Equatable {
        public let handover: Handover
        /// What became of the client's team.
        public let changes: [AssignmentChange]
        /// The client's version after the call.
        public let clientVersion: Version

        public init(handover: Handover, changes: [AssignmentChange], clientVersion: Version) {
            self.handover = handover
            self.changes = changes
            self.clientVersion = clientVersion
        }
    }
}
