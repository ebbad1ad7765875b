// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What is received or reopened moves to `acknowledged`; from there to `assigned` or `resolved`; what is assigned to
/// another one (`assigned`) or `resolved`; what is resolved moves to `reopened`. Every other move is refused by name.
///
/// Time and due time of each step stay in the concern, and a step after its due time is late for ever. When `ifVersion`
/// is not the concern's version any more, nothing changes.
public struct MoveConcern: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.moveConcern"
    public static let summary =
        "Moves a concern to its next state, if its version is still the one that was read."
    public static let access = Access.permission(.writeConcerns)
    public static let errors: [any DomainError.Type] = [
        ConcernMoveRefused.self,
        ConcernNotFound.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let concern: ConcernID
    public let ifVersion: Version
    public let to: ConcernState
    /// Who answers for it: for `assigned` exactly one of user and team, and neither otherwise.
    public let user: UserID?
    public let team: Text<1, 100>?
    /// What was said or done; required for `resolved` and for `reopened`.
    public let note: LongText<4000>?

    public init(
        idempotencyKey: IdempotencyKey, concern: ConcernID, ifVersion: Version, to: ConcernState, user: UserID? = nil,
        team: Text<1, 100>? = nil, note: LongText<4000>? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.concern = concern
        self.ifVersion = ifVersion
        self.to = to
        self.user = user
        self.team = team
        self.note = note
    }

    public struct Response: Codable, Sendable, Equatable {
        public let concern: Concern

        public init(concern: Concern) {
            self.concern = concern
        }
    }
}
