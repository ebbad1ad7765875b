// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The playbook becomes what the call says, in whole; what was started before stays as it is. Without `playbook` one is
/// made. With it, `ifVersion` must be given, and when it is not the version any more nothing changes.
public struct DefinePlaybook: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.definePlaybook"
    public static let summary =
        "Defines a playbook, or replaces one if its version is still the one that was read."
    public static let access = Access.permission(.configureClients)
    public static let errors: [any DomainError.Type] = [
        PlaybookNotFound.self,
        TeamRoleUnknown.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    /// Absent for a new one.
    public let playbook: PlaybookID?
    /// Given exactly when `playbook` is.
    public let ifVersion: Version?
    public let name: Text<1, 100>
    public let purpose: PlaybookPurpose
    public let steps: List<1, 50, PlaybookStep>
    /// True when left out.
    public let isActive: Bool?

    public init(
        idempotencyKey: IdempotencyKey, playbook: PlaybookID? = nil, ifVersion: Version? = nil, name: Text<1, 100>,
        purpose: PlaybookPurpose, steps: List<1, 50, PlaybookStep>, isActive: Bool? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.playbook = playbook
        self.ifVersion = ifVersion
        self.name = name
        self.purpose = purpose
        self.steps = steps
        self.isActive = isActive
    }

    public struct Response: Codable, Sendable, Equatable {
        public let playbook: Playbook

        public init(playbook: Playbook) {
            self.playbook = playbook
        }
    }
}
