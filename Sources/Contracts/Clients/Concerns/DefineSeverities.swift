// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The given ones take the place of all that there were, the gravest first. Concerns keep the severity and the due
/// times that they were opened with.
public struct DefineSeverities: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.defineSeverities"
    public static let summary = "Defines the organisation's severities and their due times."
    public static let access = Access.permission(.configureClients)
    public static let errors: [any DomainError.Type] = [VersionConflict.self]

    public let idempotencyKey: IdempotencyKey
    public let ifVersion: Version
    /// Codes differ.
    public let severities: List<1, 10, Severity>

    public init(idempotencyKey: IdempotencyKey, ifVersion: Version, severities: List<1, 10, Severity>) {
        self.idempotencyKey = idempotencyKey
        self.ifVersion = ifVersion
        self.severities = severities
    }

    public struct Response: Codable, Sendable, Equatable {
        public let severities: SeveritySet

        public init(severities: SeveritySet) {
            self.severities = severities
        }
    }
}
